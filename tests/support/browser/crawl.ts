import type { Dialog, Page } from 'playwright-core'
import { type FormFacts, faultsOf, readPage } from './page-facts.ts'
import { submit } from './submit.ts'

export interface CrawlOptions {
  readonly start: string
  readonly locale: string
  /** Sends forms too, not only follows links. */
  readonly forms?: boolean
  /** So many pages of one pattern; the first ones found. */
  readonly perPattern?: number
  /** Actions of forms that end something the crawl needs: they are sent at the very end. */
  readonly last?: RegExp
  /** Paths of pages that are not to be opened. */
  readonly except?: RegExp
  /** Looks closer at each page that a link leads to. */
  readonly onPage?: (page: Page, pattern: string) => Promise<void>
  /** Where one lands when one is not in any more; then `signIn` is called. */
  readonly door?: RegExp
  readonly signIn?: (page: Page) => Promise<void>
}

export interface CrawlReport {
  /** Patterns of the pages that were looked at, in order. */
  readonly pages: readonly string[]
  /** `POST /web/tasks (title, csrf)`, each form once. */
  readonly forms: readonly string[]
  /** Forms that were seen once and not found again when their turn came. */
  readonly unsent: readonly string[]
  readonly problems: readonly string[]
}

const MOST_PAGES = 300
/** A form that is shown leads somewhere, and its viewer may send it. */
const DEAD = new Set([401, 403, 404, 405, 415])
const SIGN_OUT = /sign-?out|sessions/

/** `/web/tasks/12?day=2031-01-01` is `/web/tasks/:id?day`. */
export const patternOf = (address: string): string => {
  const url = new URL(address, 'http://here')
  const path = url.pathname.replace(/\/(?:\d[\w-]*|[0-9a-f]{8}-[\w-]+|[\w-]*\d[\w-]{15,})(?=\/|$)/g, '/:id')
  const names = [...new Set(url.searchParams.keys())].sort()
  return path + (names.length === 0 ? '' : `?${names.join('&')}`)
}

const nameOf = ({ method, path, fields }: FormFacts): string => `${method} ${patternOf(path)} (${fields.join(', ')})`

/**
 * Follows every link from the start and, if asked, sends every form, once with plausible values and once with none. Says
 * what is wrong: an answer of 500 and above, a dead link, a form that is refused to who sees it, and what `faultsOf` finds.
 */
export const crawl = async (page: Page, options: CrawlOptions): Promise<CrawlReport> => {
  const { start, locale, perPattern = 2, last = SIGN_OUT, except, onPage, door, signIn } = options
  const problems = new Set<string>()
  const pages: string[] = []
  const visits = new Map<string, number>()
  const queue: { path: string; from: string }[] = [{ path: start, from: 'the start' }]
  const forms = new Map<string, { form: FormFacts; on: string }>()
  const assets = new Set<string>()
  const seen = new Set<string>()

  const look = async (where: string): Promise<void> => {
    if (new URL(page.url()).searchParams.has('csrf')) problems.add(`${where}: a secret in the address`)
    const facts = await page.evaluate(readPage)
    for (const fault of faultsOf(facts, locale)) problems.add(`${where}: ${fault}`)
    for (const path of facts.links) queue.push({ path, from: where })
    for (const path of facts.assets) {
      if (assets.has(path)) continue
      assets.add(path)
      const { status } = await statusOf(path)
      if (status >= 400) problems.add(`${where}: ${status} for ${path}`)
    }
    for (const form of facts.forms) {
      if (!forms.has(nameOf(form))) forms.set(nameOf(form), { form, on: page.url() })
    }
  }

  const statusOf = async (path: string) => {
    const answer = await page.context().request.get(new URL(path, page.url()).href, { maxRedirects: 5 })
    return { status: answer.status() }
  }

  const open = async (path: string): Promise<number> => {
    try {
      return (await page.goto(path))?.status() ?? 0
    } catch (error) {
      if (!/Download is starting|ERR_ABORTED/.test(String(error))) throw error
      return (await statusOf(path)).status
    }
  }

  const isAtDoor = (): boolean => door?.test(new URL(page.url()).pathname) === true

  const follow = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { path, from } = next
      const pattern = patternOf(path)
      const times = visits.get(pattern) ?? 0
      if (seen.has(path) || times >= perPattern || pages.length >= MOST_PAGES || except?.test(path) === true) continue
      seen.add(path)
      visits.set(pattern, times + 1)
      pages.push(pattern)
      const status = await open(path)
      if (status >= 400) problems.add(`${from}: a link to ${path}, which is answered ${status}`)
      else if (isAtDoor() && !door?.test(path)) problems.add(`${from}: a link to ${path}, which leads out`)
      else {
        await look(pattern)
        await onPage?.(page, pattern)
      }
    }
  }

  const send = async (name: string, on: string, values: 'plausible' | 'empty'): Promise<void> => {
    if ((await open(on)) >= 400) return
    if (isAtDoor() && !door?.test(new URL(on).pathname)) {
      await signIn?.(page)
      await open(on)
    }
    // The page may have changed since: the form is looked for again.
    const form = (await page.evaluate(readPage)).forms.find((one) => nameOf(one) === name)
    if (form === undefined) return
    const answer = await submit(page, form, { values, mark: String(sent.size) })
    const where = `${name}, ${values}`
    sent.add(name)
    if (answer === null) problems.add(`${where}: nothing was sent, or nothing came back`)
    else if (answer.status() >= 500 || DEAD.has(answer.status())) problems.add(`${where}: answered ${answer.status()}`)
    else if (!/attachment/.test(answer.headers()['content-disposition'] ?? '')) await look(where)
  }

  const sent = new Set<string>()
  const agree = (dialog: Dialog): void => void dialog.accept()
  page.on('dialog', agree)
  await follow()
  if (options.forms === true) {
    for (const isLast of [false, true]) {
      for (const [name, { form, on }] of forms) {
        if (last.test(form.path) !== isLast) continue
        for (const values of ['empty', 'plausible'] as const) await send(name, on, values)
        if (!isLast) await follow()
      }
    }
  }
  page.off('dialog', agree)
  const unsent = options.forms === true ? [...forms.keys()].filter((name) => !sent.has(name)) : []
  return { pages, forms: [...sent], unsent, problems: [...problems] }
}
