import type { Page, Request } from 'playwright-core'

interface Exchanged {
  readonly detail: { readonly ctx: { readonly request: { readonly action: string } } }
}
declare const document: { addEventListener(type: string, listener: (event: Exchanged) => void): void }
declare const window: { through?: Promise<void> }

export const isPost = (request: Request): boolean => request.method() === 'POST'

/** Lets none of these requests out until what it gives is called, which resolves once all of them are. */
export const hold = async (page: Page, isMeant: (request: Request) => boolean): Promise<() => Promise<void>> => {
  const released = Promise.withResolvers<void>()
  await page.route('**/*', async (route) => {
    if (isMeant(route.request())) await released.promise
    await route.continue()
  })
  return async () => {
    released.resolve()
    await page.unrouteAll({ behavior: 'wait' })
  }
}

/** What it gives resolves once the page has shown, or left, what it asks for at this path from here on. */
export const through = async (page: Page, path: string): Promise<() => Promise<void>> => {
  await page.evaluate((wanted) => {
    window.through = new Promise((resolve) => {
      document.addEventListener('htmx:finally:request', ({ detail }) => {
        if (new URL(detail.ctx.request.action, 'http://here').pathname === wanted) resolve()
      })
    })
  }, path)
  return () => page.evaluate(() => window.through)
}
