import type { Page } from 'playwright-core'
import { nameOf, patternOf } from './crawl-names.ts'
import { type FormFacts, faultsOf, type PageFacts, readPage } from './page-facts.ts'

export interface CrawlOptions {
  readonly start: string
  readonly locale: string
  /** Sends forms too, not only follows links. */
  readonly forms?: boolean
  /** So many pages of one pattern; the first ones found. */
  readonly perPattern?: number
  /** Paths of pages that are not opened and of forms that are not sent. */
  readonly except?: RegExp
  /**
   * Paths of what the walk itself stands on: such pages are looked at beside those of their pattern, and what they offer to
   * do with it is left to others of the kind.
   */
  readonly spare?: RegExp
  /** What belongs into fields of these names, where a form is filled. */
  readonly known?: Readonly<Record<string, string>>
  /** Looks closer at each page that a link leads to. */
  readonly onPage?: (page: Page, pattern: string) => Promise<void>
  /** Puts back what forms have used up: called when a form is not to be found any more. */
  readonly replenish?: () => Promise<void>
  /** Where one lands when one is not in any more; then `signIn` is called. */
  readonly door?: RegExp
  readonly signIn?: (page: Page) => Promise<void>
}

export interface Walker {
  readonly pages: readonly string[]
  readonly problems: Set<string>
  /** By name: how it looked first, and the pages that had it. */
  readonly forms: ReadonlyMap<string, { readonly form: FormFacts; readonly on: readonly string[] }>
  /** Follows the links found so far, and those found on the way. */
  follow(): Promise<void>
  /** Takes in the page as it stands: its faults, its links, its forms. */
  look(): Promise<PageFacts>
  /** The page as it stood when it was last taken in; null: it is another one since, or none. */
  here(): PageFacts | null
  /** A page again, after signing in where that has become necessary; null: it is gone. */
  reopen(address: string): Promise<PageFacts | null>
}

const MOST_PAGES = 300
const PAGES_OF_A_FORM = 3

export const makeWalker = (page: Page, options: CrawlOptions): Walker => {
  const { start, locale, perPattern = 2, except, spare, onPage, door, signIn } = options
  const problems = new Set<string>()
  const pages: string[] = []
  const visits = new Map<string, number>()
  const queue: { path: string; from: string }[] = [{ path: start, from: 'the start' }]
  const forms = new Map<string, { readonly form: FormFacts; readonly on: string[] }>()
  let here: { readonly url: string; readonly facts: PageFacts } | null = null
  const [assets, seen, complained] = [new Set<string>(), new Set<string>(), new Set<string>()]

  const statusOf = async (path: string): Promise<number> =>
    (await page.context().request.get(new URL(path, page.url()).href, { maxRedirects: 5 })).status()

  const open = async (path: string): Promise<number> => {
    try {
      return (await page.goto(path))?.status() ?? 0
    } catch (error) {
      // A file to keep is no page.
      if (!/Download is starting/.test(String(error))) throw error
      return statusOf(path)
    }
  }

  const isOut = (path: string): boolean =>
    door?.test(new URL(page.url()).pathname) === true && !door.test(new URL(path, page.url()).pathname)

  // Each kind of fault once a page, however many ways lead there.
  const complain = (fault: string): void => {
    const pattern = patternOf(page.url())
    const kind = `${pattern}: ${fault.replace(/\d+ |:.*/g, '')}`
    if (!complained.has(kind)) problems.add(`${pattern}: ${fault}`)
    complained.add(kind)
  }

  const read = async (): Promise<PageFacts> => {
    const facts = await page.evaluate(readPage)
    const read = { ...facts, forms: facts.forms.filter(({ path }) => spare?.test(path) !== true) }
    here = { url: page.url(), facts: read }
    return read
  }

  const look = async (): Promise<PageFacts> => {
    const facts = await read()
    const where = patternOf(page.url())
    for (const fault of faultsOf(facts, locale)) complain(fault)
    if (new URL(page.url()).searchParams.has('csrf')) complain('a secret in the address')
    for (const path of facts.links) queue.push({ path, from: where })
    for (const path of facts.assets.filter((one) => !assets.has(one))) {
      assets.add(path)
      const status = await statusOf(path)
      if (status >= 400) problems.add(`${where}: ${status} for ${path}`)
    }
    for (const form of facts.forms) {
      const known = forms.get(nameOf(form)) ?? { form, on: [] }
      forms.set(nameOf(form), known)
      if (known.on.length < PAGES_OF_A_FORM && !known.on.includes(page.url())) known.on.push(page.url())
    }
    return facts
  }

  const visit = async (path: string, from: string): Promise<void> => {
    const pattern = patternOf(path)
    const times = visits.get(pattern) ?? 0
    if (seen.has(path) || times >= perPattern || pages.length >= MOST_PAGES || except?.test(path) === true) return
    seen.add(path)
    if (spare?.test(path) !== true) visits.set(pattern, times + 1)
    pages.push(pattern)
    const status = await open(path)
    if (status >= 400) problems.add(`${from}: a link to ${path}, which is answered ${status}`)
    else if (isOut(path)) problems.add(`${from}: a link to ${path}, which leads out`)
    else {
      await look()
      await onPage?.(page, pattern)
    }
  }

  return {
    pages,
    problems,
    forms,
    look,
    here: () => (here?.url === page.url() ? here.facts : null),
    follow: async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) await visit(next.path, next.from)
    },
    reopen: async (address) => {
      if ((await open(address)) >= 400) return null
      if (isOut(address) && signIn !== undefined) {
        await signIn(page)
        if ((await open(address)) >= 400) return null
      }
      return read()
    },
  }
}
