import type { Child } from 'hono/jsx'
import type { Topic } from '../../../core/kernel/changes.ts'
import type { WebDeps } from '../deps.ts'
import type { WebContext } from '../env.ts'
import { BACKGROUND } from '../live/index.ts'
import { masked } from '../visit/csrf.ts'
import { said } from '../visit/flash.ts'
import { hereOf } from '../visit/query.ts'
import type { Visit } from '../visit/visit.ts'
import { Document } from './document.tsx'
import { Door } from './door.tsx'
import { House } from './house.tsx'
import type { PlaceName } from './places.ts'

type Status = 200 | 400 | 401 | 403 | 404 | 409 | 413 | 415 | 429 | 500 | 503

/** What a screen says of a page beside its content. */
export interface PageOf {
  readonly title: string
  readonly place: PlaceName | 'more'
  /** What it shows, so that it refreshes when that changes. Absent: it stays as it is, as pages with a form under way do. */
  readonly topics?: readonly Topic[]
  readonly status?: Status
}

export interface Pages {
  /** A page in the house. `content` is given the token that each form on it carries. */
  show(context: WebContext, page: PageOf, content: (csrf: string, visit: Visit) => Child): Promise<Response>
  /** A page before the door. */
  door(
    context: WebContext,
    page: { readonly title: string; readonly status?: Status },
    content: Child,
  ): Promise<Response>
}

export const makePages = (deps: WebDeps): Pages => {
  const html = async (context: WebContext, title: string, status: Status, body: Child): Promise<Response> => {
    const page = (
      <Document
        title={title}
        locale={context.get('locale')}
        theme={context.get('theme')}
        assets={`/web/assets/${await deps.assets.version()}`}
      >
        {body}
      </Document>
    )
    return context.html(`<!doctype html>${page.toString()}`, status)
  }
  return {
    show: (context, { title, place, topics = [], status = 200 }, content) => {
      const visit = context.get('visit')
      const csrf = masked(visit.session.csrfToken)
      return html(
        context,
        title,
        status,
        <House
          visit={visit}
          place={place}
          here={context.req.method === 'GET' ? hereOf(context) : null}
          topics={topics}
          flash={context.req.header(BACKGROUND) === undefined ? said(context) : null}
          csrf={csrf}
        >
          {content(csrf, visit)}
        </House>,
      )
    },
    door: (context, { title, status = 200 }, content) => html(context, title, status, <Door>{content}</Door>),
  }
}
