import { masked } from '../../../../handlers/web/visit/csrf.ts'
import { routesOf } from '../../../support/routes.ts'
import { ORIGIN, type Page, type WebBrowser } from '../../../support/web-browser.ts'
import type { House } from './house.ts'
import { formsIn } from './markup.ts'
import { isDoor, isFile, isStream, pathsOf } from './routes.ts'

export interface Form {
  readonly action: string
  readonly fields: Readonly<Record<string, string>>
}

const PLAIN = 'application/x-www-form-urlencoded'

/** Values that forms which ask for something would be given, for those that no page shows filled in. */
const USUAL: Readonly<Record<string, string>> = {
  text: 'comprar leite',
  title: 'outro título',
  name: 'Outro nome',
  do: 'complete',
  id: '1',
  status: 'completed',
  words: 'amanhã',
  channel: 'whatsapp',
  pick: 'theirs',
  mode: 'full',
  address: '5511933332222',
  version: '',
}

/** The forms of every page that this person sees, each as they would post it; and every other POST with usual values. */
export const formsFor = async (house: House, who: string): Promise<readonly Form[]> => {
  const forms = new Map<string, Form>()
  const keep = (form: Form): void =>
    void forms.set(JSON.stringify([form.action, form.fields.status, form.fields.do]), form)
  for (const { pattern } of routesOf(house, 'POST').filter((route) => !isDoor(route))) {
    for (const action of pathsOf(pattern, house.values)) keep({ action, fields: USUAL })
  }
  for (const { pattern } of routesOf(house, 'GET').filter(
    (route) => !isFile(route) && !isStream(route) && !isDoor(route),
  )) {
    for (const path of pathsOf(pattern, house.values)) {
      for (const { method, action, fields } of formsIn((await house.get(path, who)).html)) {
        const { csrf: _, ...own } = fields
        const filled = Object.entries(own).map(([name, value]) => [name, value === '' ? (USUAL[name] ?? '') : value])
        if (method === 'post' && action.startsWith('/web')) keep({ action, fields: Object.fromEntries(filled) })
      }
    }
  }
  // What ends the session comes last, and not at all: the others need it.
  return [...forms.values()].filter(({ action }) => action !== '/web/sign-out')
}

/** Forms that leave the session of who posts them as it is, so that the next can be posted too. */
export const isGentle = ({ ana }: House, { action }: Form): boolean =>
  !/revoke|sign-out|remove|role|security|sessions/.test(action) && !action.includes(ana.id)

export const tokenOf = async ({ accounts }: House, browser: WebBrowser): Promise<string> => {
  const current = await accounts.authenticator.sessions.current(browser.jar.request())
  if (current === null) throw new Error('No session.')
  return masked(current.csrfToken)
}

/** A form post with exactly these headers and this token; null: none. */
export const rawPost = async (
  { fetch }: House,
  { action, fields }: Form,
  given: {
    readonly browser?: WebBrowser
    readonly csrf?: string | null
    readonly headers?: Readonly<Record<string, string>>
  },
): Promise<Page> => {
  const { browser, csrf = null, headers = { origin: ORIGIN } } = given
  const body = new URLSearchParams(fields)
  if (csrf !== null) body.set('csrf', csrf)
  const cookie = browser?.jar.request().cookie ?? null
  const all = { 'content-type': PLAIN, ...(cookie === null ? {} : { cookie }), ...headers }
  const answer = await fetch(new Request(`${ORIGIN}${action}`, { method: 'POST', headers: all, body: body.toString() }))
  const { status } = answer
  return { status, headers: answer.headers, html: await answer.text(), location: answer.headers.get('location') }
}
