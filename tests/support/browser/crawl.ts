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
// What takes away comes after what needs it, and what ends a session comes last of all.
const TURNS = [/^/, /remove|delete|erase|revoke|disable/, /sign-?out|sessions/]
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

  /** Gives the page that answers; null where none does. */
  const send = async (form: FormFacts, values: 'plausible' | 'empty'): Promise<PageFacts | null> => {
    const name = nameOf(form)
    const where = `${name}, ${values}`
    sent.add(name)
    const answer = await submit(page, form, { values, mark: String(sent.size) })
    if (answer === null) problems.add(`${where}: nothing was sent, or nothing came back`)
    else if (answer.status() >= 500 || DEAD.has(answer.status())) problems.add(`${where}: answered ${answer.status()}`)
    if (answer === null || /attachment/.test(answer.headers()['content-disposition'] ?? '')) return null
    const known = new Set(forms.keys())
    const facts = await walker.look()
    for (const seen of forms.keys()) if (!known.has(seen)) fleeting.add(seen)
    // What only an answer offers (undo) is gone with it: it is sent at once.
    const offered = facts.forms.find((one) => !known.has(nameOf(one)) && one.method === 'POST' && turnOf(one) === 0)
    return offered === undefined ? facts : send(offered, 'plausible')
  }

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

  const findAgain = async (name: string): Promise<FormFacts | undefined> => {
    await options.replenish?.()
    return options.replenish === undefined ? undefined : find(name)
  }

  for (let turn = 0; turn < TURNS.length; turn += 1) {
    for (const [name, { form }] of forms) {
      if (turnOf(form) !== turn || options.except?.test(form.path) === true) continue
      // A form that is refused mostly stands in the answer, to be corrected.
      let answer: PageFacts | null = null
      for (const values of ['empty', 'plausible'] as const) {
        const found = named(answer, name) ?? (await find(name)) ?? (await findAgain(name))
        if (found !== undefined) answer = await send(found, values)
        else if (!sent.has(name) && !fleeting.has(name)) problems.add(`${name}: was there once, and never again`)
      }
      if (turn === 0) await walker.follow()
    }
  }
  return [...sent]
}
