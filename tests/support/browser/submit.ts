import type { Page, Request, Response } from 'playwright-core'
import type { PageDocument } from './dom.ts'
import { type Filling, fillAndSend } from './fill-form.ts'
import type { FormFacts } from './page-facts.ts'

declare const document: PageDocument

const PATIENCE_MS = 15_000
const REDIRECTS = new Set([301, 302, 303, 307, 308])

const firstOf = (request: Request): Request => {
  const before = request.redirectedFrom()
  return before === null ? request : firstOf(before)
}

/** Sends a form of the page as it stands; gives the last answer, after the page has taken it in. null: nothing was sent. */
export const submit = async (page: Page, form: FormFacts, filling: Omit<Filling, 'form'>): Promise<Response | null> => {
  const isAnswer = (response: Response): boolean => {
    if (REDIRECTS.has(response.status())) return false
    const first = firstOf(response.request())
    return first.method() === form.method && new URL(first.url()).pathname === form.path
  }
  const answered = page.waitForResponse(isAnswer, { timeout: PATIENCE_MS }).catch(() => null)
  const loaded = page.waitForEvent('load', { timeout: PATIENCE_MS }).then(
    () => true,
    () => false,
  )
  await page.evaluate(fillAndSend, { form: { index: form.index, submitter: form.submitter }, ...filling })
  const answer = await answered
  if (answer === null) return null
  await answer.finished()
  const isPage = answer.request().isNavigationRequest() || answer.headers()['hx-redirect'] !== undefined
  if (isPage && !(answer.headers()['content-disposition'] ?? '').startsWith('attachment')) await loaded
  else await settled(page)
  return answer
}

/** Until htmx has nothing under way. */
const settled = async (page: Page): Promise<void> => {
  const isBusy = (): boolean =>
    [...document.querySelectorAll('.htmx-request, .htmx-swapping, .htmx-settling')].length > 0
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; ) {
    if (!(await page.evaluate(isBusy))) return
  }
  throw new Error(`htmx did not settle at ${page.url()}`)
}
