import { type Bound, bind } from '../binding/bind.ts'
import { HttpProblem } from '../binding/problem.ts'
import type { Route } from '../binding/route.ts'
import * as contract from './contract.ts'
import { openApi } from './openapi.ts'
import { docsPage } from './page.ts'

// The page runs two scripts of ours, which style what they draw; nothing comes from elsewhere.
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
  "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const file = (body: string | null, type: string) => {
  if (body === null) throw new HttpProblem(404, 'not_found', 'There is no such file.')
  return [200, body, { type, headers: { 'Cache-Control': 'public, max-age=3600' } }] as const
}

/** The document describes the resources and these routes themselves. */
export const documentRoutes = (resources: readonly Route[]): readonly Bound[] => {
  let document: Record<string, unknown> | undefined
  return [
    bind(contract.openapi, async ({ deps }) => {
      document ??= openApi(
        [...resources, contract.openapi, contract.docs, contract.docsStyle, contract.docsScript],
        deps.settings.version,
      )
      return [200, document]
    }),

    bind(contract.docs, async () => [
      200,
      docsPage,
      { type: 'text/html; charset=utf-8', headers: { 'Content-Security-Policy': PAGE_POLICY } },
    ]),

    bind(contract.docsStyle, async ({ deps }) => file(await deps.asset('style.css'), 'text/css; charset=utf-8')),

    bind(contract.docsScript, async ({ deps, params }) =>
      file(await deps.asset(params.name), 'text/javascript; charset=utf-8'),
    ),
  ]
}
