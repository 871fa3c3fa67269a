import { folded } from '../../core/kernel/text.ts'
import { COPY_FIELDS, type CopyField, type MirrorTrouble, PRIORITY_NAMES, STATUS_NAMES } from '../../core/sync/ports.ts'
import type { Priority, TaskStatus } from '../../core/tasks/ports.ts'
import { ENGLISH, GROUPS, PROPERTY_NAMES, SHOWN, TYPES } from './names.ts'
import { mapOptions, type OptionMap } from './options.ts'
import { KEY_NAME, type NotionSettings } from './settings.ts'
import type { DataSource, SchemaProperty } from './wire.ts'

/** Which of their properties is which. By id: ids survive when a person renames a property. */
export interface Mapping {
  readonly key: SchemaProperty
  readonly fields: Partial<Record<CopyField, SchemaProperty>>
  readonly status: OptionMap<TaskStatus>
  readonly priority: OptionMap<Priority> | null
  /** The ids of the options that labels have, by their names as they are read; pages that are read add to it. */
  readonly labels: Map<string, string>
}

export type Mapped = { readonly mapping: Mapping } | { readonly trouble: MirrorTrouble }

export const trouble = (
  code: MirrorTrouble['code'],
  params: MirrorTrouble['params'] = {},
): { readonly trouble: MirrorTrouble } => ({ trouble: { code, params } })

/**
 * Finds the properties of a data source: configured ones by name or id, the others by type and usual name. Title,
 * status and key must be there; another field that is not found is not mirrored.
 */
export const mapProperties = (
  source: DataSource,
  { properties = {}, options = {} }: Pick<NotionSettings, 'properties' | 'options'>,
): Mapped => {
  const all = Object.values(source.properties)
  // By name first: somebody may call another property by the title's id, which is `title`.
  const named = (name: string) => all.find((one) => one.name === name) ?? all.find(({ id }) => sameId(id, name))
  const keyName = properties.key ?? KEY_NAME
  const key = named(keyName)
  if (key === undefined) return trouble('missing_key', { name: keyName })
  if (key.type !== 'rich_text') return trouble('wrong_type', { name: key.name, type: 'rich_text' })

  const fields: Partial<Record<CopyField, SchemaProperty>> = {}
  for (const field of COPY_FIELDS) {
    const configured = properties[field]
    if (configured === null && field !== 'title' && field !== 'status') continue
    const found = configured == null ? usual(field, all, key) : named(configured)
    const fits = found !== undefined && TYPES[field].includes(found.type)
    if (fits) fields[field] = found
    else if (configured != null && found === undefined) return trouble('missing_field', { name: configured })
    else if (configured != null || field === 'status') {
      return found === undefined
        ? trouble('missing_field', { name: SHOWN['pt-BR'][field] })
        : trouble('wrong_type', { name: found.name, type: TYPES[field].join(', ') })
    }
  }
  return withOptions(key, fields, properties, options)
}

const withOptions = (
  key: SchemaProperty,
  fields: Mapping['fields'],
  properties: NonNullable<NotionSettings['properties']>,
  options: NonNullable<NotionSettings['options']>,
): Mapped => {
  if (fields.title === undefined || fields.status === undefined) return trouble('missing_field', { name: 'Status' })
  const status = mapOptions(fields.status, { usual: STATUS_NAMES, configured: options.status ?? {}, groups: GROUPS })
  const [lacking] = status.missing
  if (lacking !== undefined) {
    const option = options.status?.[lacking] ?? SHOWN[languageOf(fields.status)].statuses[lacking]
    return trouble('missing_option', { name: fields.status.name, option })
  }
  const labels = labelOptions(fields.labels)
  if (fields.priority === undefined) return { mapping: { key, fields, status, priority: null, labels } }
  const priority = mapOptions(fields.priority, { usual: PRIORITY_NAMES, configured: options.priority ?? {} })
  // What a person configured must hold; what we only found may know fewer degrees than we do.
  const [lost] = priority.missing.filter((value) => properties.priority != null || options.priority?.[value] != null)
  if (lost !== undefined) {
    const option = options.priority?.[lost] ?? SHOWN[languageOf(fields.priority)].priorities[lost]
    return trouble('missing_option', { name: fields.priority.name, option })
  }
  if (priority.write.size > 0) return { mapping: { key, fields, status, priority, labels } }
  const { priority: _unreadable, ...others } = fields
  return { mapping: { key, fields: others, status, priority: null, labels } }
}

/** Of two that read the same, the first. */
const labelOptions = (property: SchemaProperty | undefined): Map<string, string> =>
  new Map((property?.multi_select?.options ?? []).map(({ id, name }) => [name.trim(), id] as const).toReversed())

const usual = (field: CopyField, all: readonly SchemaProperty[], key: SchemaProperty): SchemaProperty | undefined => {
  const candidates = all.filter(({ id }) => id !== key.id)
  if (field === 'title') return candidates.find(({ type }) => type === 'title')
  const called = PROPERTY_NAMES[field].flatMap((name) => candidates.filter((one) => folded(one.name.trim()) === name))
  const fitting = called.find(({ type }) => TYPES[field].includes(type))
  if (fitting !== undefined || field !== 'status') return fitting ?? called[0]
  // A status property says what it is by its type, whatever its name.
  const [only, another] = candidates.filter(({ type }) => type === 'status')
  return only !== undefined && another === undefined ? only : called[0]
}

/** A missing option is named in the language of those that are there. */
const languageOf = ({ status, select }: SchemaProperty): keyof typeof SHOWN =>
  (status ?? select)?.options.some(({ name }) => ENGLISH.test(folded(name.trim()))) ? 'en' : 'pt-BR'

/** Ids come percent-encoded from some endpoints and bare from others. */
export const sameId = (one: string, other: string): boolean => one === other || decoded(one) === decoded(other)

const decoded = (id: string): string => {
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}
