import { PortError } from '../../core/kernel/errors.ts'
import { COPY_FIELDS, type MirrorShape } from '../../core/sync/ports.ts'
import type { Call } from './connection.ts'
import { NotionRefusal } from './failure.ts'
import { writtenLabel } from './label.ts'
import { type Mapping, mapProperties, trouble } from './mapping.ts'
import { type NotionSettings, parseNotionId } from './settings.ts'
import { Bot, Database, DataSource } from './wire.ts'

/** The data source that is the mirror, as it was when it was looked at. */
export interface Source {
  readonly dataSourceId: string
  readonly botId: string
  readonly mapping: Mapping
  readonly createsLabels: boolean
  /** Changes when a property or an option that we use does. */
  readonly fingerprint: string
}

export type Looked = { readonly shape: MirrorShape; readonly source: Source | null }

const stopped = (found: ReturnType<typeof trouble>): Looked => ({
  shape: { state: 'stopped', trouble: found.trouble },
  source: null,
})

/** Reads who we are, which data source is meant and what its properties are: three requests, two for a data source. */
export const lookAtSource = async (call: Call, settings: NotionSettings): Promise<Looked> => {
  const id = parseNotionId(settings.database)
  if (id === null) return stopped(trouble('not_found'))
  let bot: { id: string; name?: string | null | undefined }
  try {
    bot = await call(Bot, (client) => client.users.me({}))
  } catch (error) {
    if (isRefused(error)) return stopped(trouble('credentials_refused'))
    throw error
  }
  const name = bot.name ?? ''
  try {
    const found = await findSource(call, id)
    if ('trouble' in found) return stopped(found)
    const { dataSource, url } = found
    if (dataSource.in_trash === true) return stopped(trouble('not_found'))
    const mapped = mapProperties(dataSource, settings)
    if ('trouble' in mapped) return stopped(mapped)
    const { mapping } = mapped
    const fields = COPY_FIELDS.filter((field) => mapping.fields[field] !== undefined)
    const createsLabels = settings.createsLabels === true
    const source = { dataSourceId: dataSource.id, botId: bot.id, mapping, createsLabels }
    const canLabel = (label: string): boolean => writtenLabel(label, source) !== null
    const shape = { state: 'ready', fields, url, canLabel } as const
    return { shape, source: { ...source, fingerprint: fingerprintOf(mapping) } }
  } catch (error) {
    // Notion says the same of what does not exist and of what nobody shared with us.
    if (error instanceof NotionRefusal && error.status === 404) return stopped(trouble('not_shared', { name }))
    if (error instanceof NotionRefusal && error.code === 'validation_error') return stopped(trouble('not_found'))
    if (isRefused(error)) return stopped(trouble('credentials_refused'))
    throw error
  }
}

type Found = { readonly dataSource: DataSource; readonly url: string | null } | ReturnType<typeof trouble>

const findSource = async (call: Call, id: string): Promise<Found> => {
  const readSource = (data_source_id: string) =>
    call(DataSource, (client) => client.dataSources.retrieve({ data_source_id }))
  const database = await call(Database, (client) => client.databases.retrieve({ database_id: id })).catch(absent)
  if (database === null) {
    const dataSource = await readSource(id)
    return { dataSource, url: dataSource.url ?? null }
  }
  if (database.in_trash === true) return trouble('not_found')
  const [only, another] = database.data_sources
  if (only === undefined) return trouble('not_found')
  if (another !== undefined) {
    const names = database.data_sources.map(({ id: one, name }) => `${name} (${one})`).join(', ')
    return trouble('choose_source', { names })
  }
  return { dataSource: await readSource(only.id), url: database.url ?? null }
}

/** The id may be a data source's: to `databases` that is not there, or no database. */
const absent = (error: unknown): null => {
  if (error instanceof NotionRefusal && (error.status === 404 || error.status === 400)) return null
  throw error
}

const isRefused = (error: unknown): boolean =>
  (error instanceof PortError && error.kind === 'misconfigured') ||
  (error instanceof NotionRefusal && error.status === 403)

const fingerprintOf = ({ key, fields, status, priority, labels }: Mapping): string =>
  JSON.stringify([
    key.id,
    Object.entries(fields).map(([field, property]) => [field, property.id, property.type]),
    [...status.write],
    [...(priority?.write ?? [])],
    [...labels],
  ])
