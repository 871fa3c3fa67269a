import type { z } from 'zod'
import type { RemoteEntry } from '../../core/sync/ports.ts'
import type { Call } from './connection.ts'
import { failed, NotionRefusal } from './failure.ts'
import { assureSource, createPageReader, readPages } from './pages.ts'
import { readPage } from './read-page.ts'
import { propertiesOf } from './scan.ts'
import type { Source } from './source.ts'
import { Page, Query } from './wire.ts'

/** Conditions in one filter, well under what Notion takes. */
const KEYS_AT_ONCE = 50
/** Of a hundred rows each: more copies of a few keys than anybody makes. */
const MOST_PAGES = 100

export const isPageId = (id: string): boolean => /^[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$/i.test(id)

/** How long what a read had before it was cut counts as read. */
const KEEP_MS = 10 * 60_000

/**
 * A request a page, for the API reads no two at once. null: gone, or moved to where its properties mean nothing to us.
 * A read of more than the budget allows is cut; asked for again, it goes on from there, or it would never end.
 */
export const createRead = (call: Call, now: () => number) => {
  let begun: { readonly entries: Map<string, RemoteEntry | null>; readonly until: number } | null = null
  return async (externalIds: readonly string[], source: Source): Promise<(RemoteEntry | null)[]> => {
    // What is read before a write is one page, and must be as it is now.
    const isKept = externalIds.length > 1 && begun !== null && begun.until > now()
    const entries = new Map(isKept ? begun?.entries : [])
    try {
      for (const id of externalIds) {
        if (!entries.has(id)) entries.set(id, isPageId(id) ? await entryOf(call, id, source) : null)
      }
    } catch (error) {
      if (externalIds.length > 1) begun = { entries, until: isKept && begun !== null ? begun.until : now() + KEEP_MS }
      throw error
    }
    if (externalIds.length > 1) begun = null
    return externalIds.map((id) => entries.get(id) ?? null)
  }
}

const entryOf = async (call: Call, id: string, source: Source): Promise<RemoteEntry | null> => {
  const page = await pageOf(call, id, source)
  const [entry] = page === null ? [] : await readPages(call, [page], source)
  return entry ?? null
}

const pageOf = async (call: Call, page_id: string, source: Source): Promise<Page | null> => {
  try {
    const filter_properties = propertiesOf(source)
    const page = await call(Page, (client) => client.pages.retrieve({ page_id, filter_properties })).catch(
      (error: unknown) => {
        // Where the page is now, nobody knows our properties.
        if (!(error instanceof NotionRefusal) || error.status !== 400) throw error
        return call(Page, (client) => client.pages.retrieve({ page_id }))
      },
    )
    return page.parent.data_source_id === source.dataSourceId ? page : null
  } catch (error) {
    if (!(error instanceof NotionRefusal) || error.status !== 404) throw error
    await assureSource(call, source)
    return null
  }
}

/** Pages with one of these keys, oldest first. Notion searches no trash: what is in it is only found by its id. */
export const createFind = (call: Call, now: () => number) => {
  const readRows = createPageReader(call, now)
  return async (keys: readonly string[], source: Source): Promise<RemoteEntry[]> => {
    const found: Page[] = []
    for (let start = 0; start < keys.length; start += KEYS_AT_ONCE) {
      const some = keys.slice(start, start + KEYS_AT_ONCE)
      const pages = await queryKeys(call, some, source, false)
      const seen = new Set(pages.map((page) => readPage(page, source).key))
      const unseen = some.filter((key) => !seen.has(key))
      // Archived pages are hidden from a query, and there all the same.
      found.push(...pages, ...(unseen.length === 0 ? [] : await queryKeys(call, unseen, source, true)))
    }
    const entries = await readRows(found, source)
    return entries.sort((one, other) => Number(one.createdAt) - Number(other.createdAt))
  }
}

const queryKeys = async (call: Call, keys: readonly string[], source: Source, isArchived: boolean): Promise<Page[]> => {
  const { key: property } = source.mapping
  const pages: Page[] = []
  let start: string | null = null
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const body: Record<string, unknown> = {
      page_size: 100,
      filter: { or: keys.map((key) => ({ property: property.id, rich_text: { equals: key } })) },
      sorts: [{ timestamp: 'created_time', direction: 'ascending' }],
      ...(start === null ? {} : { start_cursor: start }),
      ...(isArchived ? { is_archived: true } : {}),
    }
    const path = `data_sources/${source.dataSourceId}/query`
    const query = { filter_properties: propertiesOf(source) }
    const answer: z.infer<typeof Query> | null = await call(Query, (client) =>
      client.request({ method: 'post', path, query, body }),
    ).catch((error: unknown) => {
      // An API that does not know of archived rows has none.
      if (isArchived && start === null && error instanceof NotionRefusal && error.status === 400) return null
      throw error
    })
    if (answer === null) return pages
    pages.push(...answer.results.filter((row): row is Page => row.object === 'page'))
    if (!answer.has_more || answer.next_cursor === null) return pages
    start = answer.next_cursor
  }
  throw failed('rejected', 'There are more copies of one key than can be read.')
}
