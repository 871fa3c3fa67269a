import type { Dialog, Page } from 'playwright-core'
import { type CrawlOptions, makeWalker, type Walker } from './crawl-links.ts'
import { nameOf } from './crawl-names.ts'
import type { FormFacts, PageFacts } from './page-facts.ts'
import { submit } from './submit.ts'

export interface CrawlReport {
  /** Patterns of the pages that were looked at, in order. */
  readonly pages: readonly string[]
  /** `POST /web/tasks (title, csrf)`, each form once. */
  readonly forms: readonly string[]
  readonly problems: readonly string[]
}

/** A form that is shown leads somewhere, and its viewer may send it. */
const DEAD = new Set([401, 403, 404, 405, 415])
// What takes away comes after what needs it, other sessions before what ends them all, and what ends one's own last.
const TURNS = [/^/, /remove|delete|erase|revoke|disable|dismiss/, /sessions/, /email|password/, /sign-?out/]
const turnOf = ({ path }: FormFacts): number => TURNS.findLastIndex((turn) => turn.test(path))

/**
 * Follows every link from the start and, if asked, sends every form, once with no values and once with plausible ones. Says
 * what is wrong: an answer of 500 and above, a dead link, a form that is refused to who sees it, and what `faultsOf` finds.
 */
export const crawl = async (page: Page, options: CrawlOptions): Promise<CrawlReport> => {
  const walker = makeWalker(page, options)
  const agree = (dialog: Dialog): void => void dialog.accept()
  page.on('dialog', agree)
  await walker.follow()
  const forms = options.forms === true ? await sendAll(page, options, walker) : []
  page.off('dialog', agree)
  return { pages: walker.pages, forms, problems: [...walker.problems] }
}

const sendAll = async (page: Page, options: CrawlOptions, walker: Walker): Promise<readonly string[]> => {
  const { problems, forms } = walker
  const sent = new Set<string>()
  // Seen on an answer alone: gone with it, and not missed.
  const fleeting = new Set<string>()
  // Looked for and not found: what it stood on was used up.
  const gone = new Set<string>()

  const named = (facts: PageFacts | null, name: string): FormFacts | undefined =>
    facts?.forms.find((one) => nameOf(one) === name)

  /** The form as it stands now, on one of the pages that had it. */
  const find = async (name: string): Promise<FormFacts | undefined> => {
    for (const on of forms.get(name)?.on ?? []) {
      const form = named(await walker.reopen(on), name)
      if (form !== undefined) return form
    }
    return undefined
  }

  const send = async (form: FormFacts, values: 'plausible' | 'empty'): Promise<void> => {
    const name = nameOf(form)
    const where = `${name}, ${values}`
    sent.add(name)
    const filling = { values, mark: String(sent.size), known: options.known }
    // A page that is live may change between being read and being sent: then it is read once more.
    const again = async () => {
      const found = await find(name)
      return found === undefined ? null : submit(page, found, filling)
    }
    const answer = (await submit(page, form, filling)) ?? (await again())
    if (answer === null) problems.add(`${where}: nothing was sent, or nothing came back`)
    if (answer === null || /attachment/.test(answer.headers()['content-disposition'] ?? '')) return
    const known = new Set(forms.keys())
    const facts = await walker.look()
    // Who is told that a secret is wrong may try again where they stand.
    const isAskedAgain = answer.status() === 401 && named(facts, name) !== undefined
    if (answer.status() >= 500 || (DEAD.has(answer.status()) && !isAskedAgain))
      problems.add(`${where}: answered ${answer.status()}`)
    for (const seen of forms.keys()) if (!known.has(seen)) fleeting.add(seen)
    // What only an answer offers (undo) is gone with it: it is sent at once.
    const offered = facts.forms.find((one) => !known.has(nameOf(one)) && one.method === 'POST' && turnOf(one) === 0)
    if (offered !== undefined) await send(offered, 'plausible')
  }

  /** Where one stands, if it is there: most forms stand beside the one that was sent last. Else on a page of its own. */
  const findNear = async (name: string): Promise<FormFacts | undefined> => {
    const near = named(walker.here(), name)
    if (near !== undefined || gone.has(name)) return near
    let found = await find(name)
    if (found === undefined && options.replenish !== undefined && !fleeting.has(name)) {
      await options.replenish()
      found = await find(name)
    }
    if (found === undefined) gone.add(name)
    return found
  }

  for (let turn = 0; turn < TURNS.length; turn += 1) {
    for (const [name, { form }] of forms) {
      if (turnOf(form) !== turn || options.except?.test(form.path) === true) continue
      for (const values of ['empty', 'plausible'] as const) {
        // A form that is refused mostly stands in the answer, to be corrected.
        const found = await findNear(name)
        if (found !== undefined) await send(found, values)
        else if (!sent.has(name) && !fleeting.has(name)) problems.add(`${name}: was there once, and never again`)
      }
      if (turn === 0) await walker.follow()
    }
  }
  return [...sent]
}
