import type { FieldProblem, MirrorWrite, RemoteEntry, WriteResult } from '../../core/sync/ports.ts'
import type { Call } from './connection.ts'
import { NotionDate } from './due.ts'
import { NotionRefusal } from './failure.ts'
import type { createLook } from './look.ts'
import { assureSource, isGone, readPages } from './pages.ts'
import { isPageId } from './read.ts'
import { propertyOf } from './read-page.ts'
import type { Source } from './source.ts'
import { Page } from './wire.ts'
import { type WriteContext, writeFields, writeKey } from './write-page.ts'

interface WriteDeps {
  readonly call: Call
  readonly look: ReturnType<typeof createLook>
  readonly timeZone: string
  readonly userId: WriteContext['userId']
}

interface Sent {
  readonly page: Page
  readonly problems: readonly FieldProblem[]
}

/** In Notion's own words, for an operator; long ones repeat what was sent. */
const DETAIL_MAX = 300

/**
 * One write, one request; one more to see what a new due date replaces, and one for `restore`, since nothing in the
 * trash is edited.
 */
export const createWrite = ({ call, look, timeZone, userId }: WriteDeps) => {
  const patch = (id: string, body: Record<string, unknown>): Promise<Page> =>
    call(Page, (client) => client.request({ method: 'patch', path: `pages/${id}`, body }))

  /** The rest of a range is a person's, and a page takes a date as a whole. */
  const dateOf = async (page_id: string, { mapping }: Source) => {
    const id = mapping.fields.due?.id ?? ''
    const page = await call(Page, (client) => client.pages.retrieve({ page_id, filter_properties: [id] }))
    return NotionDate.safeParse(propertyOf(page, id)?.date).data ?? null
  }

  const send = async (write: MirrorWrite, source: Source): Promise<Sent> => {
    const dateNow = async () => (write.type === 'create' ? null : dateOf(write.externalId, source))
    const context = { source, timeZone, userId, dateNow }
    switch (write.type) {
      case 'create': {
        const { properties, problems } = await writeFields(write.copy, context)
        const parent = { type: 'data_source_id', data_source_id: source.dataSourceId }
        const body = { parent, properties: { ...properties, ...writeKey(write.key, source) } }
        return { page: await call(Page, (client) => client.request({ method: 'post', path: 'pages', body })), problems }
      }
      case 'update': {
        const { properties, problems } = await writeFields(write.changes, context)
        return { page: await patch(write.externalId, { properties }), problems }
      }
      case 'restore': {
        const { properties, problems } = await writeFields(write.copy, context)
        await patch(write.externalId, { in_trash: false })
        const all = { ...properties, ...writeKey(write.key, source) }
        return { page: await patch(write.externalId, { properties: all }), problems }
      }
      case 'trash':
        return { page: await patch(write.externalId, { in_trash: true }), problems: [] }
      case 'adopt':
        return { page: await patch(write.externalId, { properties: writeKey(write.key, source) }), problems: [] }
    }
  }

  /** What a refusal means is only known when their schema is looked at again: one page's fault, or everybody's. */
  const judge = async (error: unknown, write: MirrorWrite, source: Source): Promise<WriteResult> => {
    if (!(error instanceof NotionRefusal)) throw error
    if (error.status === 403) {
      look.refused()
      throw error
    }
    if (write.type !== 'create' && isGone(error)) {
      await assureSource(call, source)
      return { type: 'gone' }
    }
    if (error.status !== 400 && error.status !== 413) throw error
    await look.assureSame(source)
    return { type: 'refused', problems: [], detail: error.detail.slice(0, DETAIL_MAX) }
  }

  return async (write: MirrorWrite, source: Source): Promise<WriteResult> => {
    if (write.type !== 'create' && !isPageId(write.externalId)) return { type: 'gone' }
    try {
      const { page, problems } = await send(write, source)
      const [entry] = await readPages(call, [page], source)
      return entry === undefined ? { type: 'gone' } : { type: 'done', entry: withProblems(entry, problems) }
    } catch (error) {
      return await judge(error, write, source)
    }
  }
}

/** A field that was left out shows what stood there before; labels, what stands there without those left out. */
const withProblems = (entry: RemoteEntry, problems: readonly FieldProblem[]): RemoteEntry => {
  if (problems.length === 0) return entry
  const left = new Set<string>(problems.map(({ field }) => field))
  return { ...entry, problems: [...entry.problems.filter(({ field }) => !left.has(field)), ...problems] }
}
