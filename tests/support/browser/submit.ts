import type { Page, Request, Response } from 'playwright-core'
import { type Filling, fillAndSend } from './fill-form.ts'
import type { FormFacts } from './page-facts.ts'

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
  const isThere = await page.evaluate(fillAndSend, { form, ...filling })
  const answer = isThere ? await answered : null
  if (answer === null) return null
  await answer.finished()
  const isPage = answer.request().isNavigationRequest() || answer.headers()['hx-redirect'] !== undefined
  if (isPage && !(answer.headers()['content-disposition'] ?? '').startsWith('attachment')) await loaded
  else await settled(page)
  return answer
}

const BUSY = '.htmx-request, .htmx-swapping, .htmx-settling'

/** Until htmx has nothing under way. */
const settled = (page: Page): Promise<void> =>
  page.locator(BUSY).first().waitFor({ state: 'detached', timeout: PATIENCE_MS })
