import { z } from 'zod'
import { PortError } from '../../core/kernel/errors.ts'
import type { RemoteEntry } from '../../core/sync/ports.ts'
import type { Call } from './connection.ts'
import { NotionRefusal } from './failure.ts'
import { cutProperties, propertyOf, readPage } from './read-page.ts'
import type { Source } from './source.ts'
import { type Page, type PageProperty, PropertyItems } from './wire.ts'

/** Pages of items that one property is read for; beyond, it stays unread. */
const MOST_PAGES = 20

/** Properties that were fetched whole, by what their page looked like then. */
type Wholes = Map<string, PageProperty>

/** Entries of these pages, in order, with what their page objects leave out fetched. */
export const readPages = async (
  call: Call,
  pages: readonly Page[],
  source: Source,
  wholes: Wholes = new Map(),
): Promise<RemoteEntry[]> => {
  const entries: RemoteEntry[] = []
  for (const page of pages) {
    assureKey(page, source)
    entries.push(readPage(await completed(call, page, source, wholes), source))
  }
  return entries
}

/** How long what a reading had before it was cut counts as read. */
const KEEP_MS = 10 * 60_000

/**
 * As `readPages`. What pages leave out may be more than the budget allows at once: a reading that was cut keeps what it
 * has fetched for the next one, or it would never end. Nothing is kept of one that ended, for edits within a minute
 * cannot be told apart, and are read again.
 */
export const createPageReader = (call: Call, now: () => number) => {
  let cut: { readonly wholes: Wholes; readonly until: number } | null = null
  return async (pages: readonly Page[], source: Source): Promise<RemoteEntry[]> => {
    const wholes: Wholes = cut !== null && cut.until > now() ? cut.wholes : new Map()
    cut = null
    try {
      return await readPages(call, pages, source, wholes)
    } catch (error) {
      cut = { wholes, until: now() + KEEP_MS }
      throw error
    }
  }
}

/** A page without the property is not a page without a key: it would become a task a second time. */
const assureKey = (page: Page, { mapping }: Source): void => {
  if (Array.isArray(propertyOf(page, mapping.key.id)?.rich_text)) return
  throw new NotionRefusal(400, 'missing_key', 'A page came without the property of its key.')
}

const completed = async (call: Call, page: Page, source: Source, wholes: Wholes): Promise<Page> => {
  const cut = cutProperties(page, source)
  if (cut.length === 0) return page
  const whole = new Map<string, PageProperty>()
  for (const property of cut) {
    const seen = JSON.stringify([page.id, page.last_edited_time, property])
    const found = wholes.get(seen) ?? (await wholeOf(call, page.id, property))
    wholes.set(seen, found)
    whole.set(property.id, found)
  }
  const properties = Object.entries(page.properties).map(([name, property]) => [
    name,
    whole.get(property.id) ?? property,
  ])
  return { ...page, properties: Object.fromEntries(properties) }
}

/** The property with all its items; with none that can be read where Notion does not give them all. */
const wholeOf = async (call: Call, pageId: string, property: PageProperty): Promise<PageProperty> => {
  const { id, type } = property
  const items: unknown[] = []
  let start: string | null = null
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const cursor: { start_cursor: string } | Record<string, never> = start === null ? {} : { start_cursor: start }
    const answer: z.infer<typeof PropertyItems> = await call(PropertyItems, (client) =>
      client.pages.properties.retrieve({ page_id: pageId, property_id: id, page_size: 100, ...cursor }),
    )
    items.push(...answer.results.map((item) => item[type]))
    if (!answer.has_more) return { ...property, [type]: items }
    if (answer.next_cursor === null) break
    start = answer.next_cursor
  }
  // A field that is left alone, never a shortened text.
  return { ...property, [type]: null }
}

/** What is to be kept apart: gone is one page's, everything else is the mirror's. */
export const isGone = (error: unknown): boolean =>
  error instanceof NotionRefusal && (error.status === 404 || isTrashed(error))

/** Notion edits nothing in the trash: "Can't edit block that is archived. You must unarchive the block …" */
export const isTrashed = ({ status, detail }: NotionRefusal): boolean =>
  status === 400 && /\b(archived|in (the )?trash)\b/i.test(detail)

/** Asks for the data source itself: when it is not there either, no page is gone, we are. */
export const assureSource = async (call: Call, { dataSourceId }: Source): Promise<void> => {
  try {
    await call(z.object({ id: z.string() }), (client) => client.dataSources.retrieve({ data_source_id: dataSourceId }))
  } catch (error) {
    if (!(error instanceof NotionRefusal)) throw error
    throw new PortError('notion', 'misconfigured', 'The data source is not shared with us any more.')
  }
}
