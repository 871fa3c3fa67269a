import type { Context } from 'hono'
import type { HttpDeps } from '../deps.ts'
import { countSource } from './admit.ts'
import { readBytes } from './body.ts'
import type { HttpEnv } from './env.ts'
import { HttpProblem } from './problem.ts'
import type { Route } from './route.ts'

const LIMIT_BYTES = 262_144

/** What came to a `signed` route, for its handler to judge. */
export interface Delivery {
  /** As they were signed. */
  readonly bytes: Uint8Array
  readonly signature: string | null
  /** Turns the sender away: 401, counted for their address. */
  refuse(reason: 'refused' | 'not_configured', detail: string): Promise<never>
}

export const readDelivery = async (deps: HttpDeps, route: Route, context: Context<HttpEnv>): Promise<Delivery> => ({
  bytes: await readBytes(context.req.raw, route.bodyLimitBytes ?? LIMIT_BYTES),
  signature: context.req.header('x-notion-signature') ?? null,
  refuse: async (reason, detail) => {
    deps.observer.observe({ type: 'auth_failure', surface: 'notion_webhook', reason })
    await countSource(deps, route, context)
    throw new HttpProblem(401, 'unauthenticated', detail)
  },
})
