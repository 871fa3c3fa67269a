import type { BrowserContext, Request } from 'playwright-core'

export interface Guard {
  /** What happened that never may, and what was expected and did not happen. */
  problems(): readonly string[]
  /** A problem that this test provokes: it must come, and is none. */
  expectProblem(words: RegExp): void
}

// An answer of 4xx to a form or a link is for the test to judge; the browser logs it all the same.
const LOGGED_ANSWER = /^Failed to load resource: the server responded with a status of 4/

const isLocal = (url: string): boolean => /^(data|blob|about|chrome-error):/.test(url)
const isOfDocument = (request: Request): boolean => request.resourceType() === 'document'

/**
 * Watches all that happens in the pages of a context. A problem is: an error or a warning on the browser's console (a
 * violation of the Content-Security-Policy is one), an exception that nobody caught, a request to another origin, an
 * answer of 500 and above, a part of a page that is not there, a request that broke.
 */
export const watch = (context: BrowserContext, origin: string): Guard => {
  const found: string[] = []
  const expected: RegExp[] = []
  context.on('console', (message) => {
    const [type, text] = [message.type(), message.text()]
    if ((type === 'error' || type === 'warning') && !LOGGED_ANSWER.test(text)) found.push(`console ${type}: ${text}`)
  })
  context.on('weberror', (error) => found.push(`uncaught: ${error.error().message}`))
  context.on('request', (request) => {
    const url = request.url()
    if (!isLocal(url) && new URL(url).origin !== origin) found.push(`request to another origin: ${url}`)
  })
  context.on('response', (response) => {
    const [status, request] = [response.status(), response.request()]
    const isMissing =
      status >= 400 &&
      request.method() === 'GET' &&
      /^(script|stylesheet|image|font|manifest)$/.test(request.resourceType())
    if (status >= 500 || isMissing) found.push(`${status} for ${request.method()} ${response.url()}`)
  })
  context.on('requestfailed', (request) => {
    // Leaving a page ends what it still waits for.
    const reason = request.failure()?.errorText ?? ''
    if (reason === 'net::ERR_ABORTED' && !isOfDocument(request)) return
    if (reason !== 'net::ERR_ABORTED') found.push(`broken: ${request.method()} ${request.url()} ${reason}`)
  })
  return {
    expectProblem: (words) => void expected.push(words),
    problems: () => [
      ...found.filter((problem) => !expected.some((words) => words.test(problem))),
      ...expected
        .filter((words) => !found.some((problem) => words.test(problem)))
        .map((words) => `expected and did not happen: ${words}`),
    ],
  }
}
