import type { WebApp, WebDeps } from '../handlers/web/index.ts'
import { readViews } from './jsx.ts'
import { loadedOnce } from './loaded-once.ts'

export interface Console {
  fetch(request: Request, env: unknown): Promise<Response>
  /** Ends what its pages listen to. */
  close(): void
}

/** Whether the console answers a request. The bare address leads to it. */
export const isForConsole = (request: Request): boolean => {
  const { pathname } = new URL(request.url)
  return pathname === '/web' || pathname.startsWith('/web/') || pathname === '/'
}

/** The console, loaded at its first request: a start does not pay for it, nor a process that nobody looks at. */
export const openConsole = (deps: WebDeps): Console => {
  let app: WebApp | null = null
  const loaded = loadedOnce(async () => {
    await readViews()
    app = (await import('../handlers/web/index.ts')).createWebApp(deps)
    return app
  })
  return {
    fetch: async (request, env) => {
      if (new URL(request.url).pathname === '/')
        return new Response(null, { status: 302, headers: { Location: '/web' } })
      return (await loaded()).fetch(request, env)
    },
    close: () => app?.close(),
  }
}
