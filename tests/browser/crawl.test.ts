import { beforeAll, describe, expect, it } from 'vitest'
import type { Console } from '../support/browser/console.ts'
import { crawl } from '../support/browser/crawl.ts'
import { addStrangers, addTasks, useFurnishedConsole } from '../support/browser/furnish.ts'
import { type Look, nameOf } from '../support/browser/look.ts'
import { credentialsOf, operatorIn } from '../support/browser/people.ts'
import { routesOf } from '../support/routes.ts'
import { createTestConsole } from '../support/web.ts'

/** More tasks than one page of their list holds: by so many fillings of seven. */
const FILLINGS = 8

const LOOKS: readonly Look[] = [
  { locale: 'pt-BR', theme: 'dark', width: 'narrow', javaScript: false },
  { locale: 'en', theme: 'light', width: 'narrow', javaScript: true },
  { locale: 'pt-BR', theme: 'light', width: 'narrow', javaScript: true },
  { locale: 'en', theme: 'dark', width: 'narrow', javaScript: false },
]

/** What no form of a page that one walks to leads to. Each has tests of its own. */
const ELSEWHERE = new Map([
  ['/web/link/:token', 'the page of a sign-in link'],
  ['/web/sign-in/code', 'the second step of signing in'],
  ['/web/welcome', 'the page after a first link'],
  ['/web/settings/security/password/first', 'an account without a password'],
  ['/web/settings/security/totp/renew', 'an account that asks for codes'],
  ['/web/settings/security/totp/disable', 'an account that asks for codes'],
  ['/web/settings/security/passkeys/:id/rename', 'an account with a passkey'],
  ['/web/settings/security/passkeys/:id/remove', 'an account with a passkey'],
  ['/web/health/jobs/redrive', 'work that failed for good'],
])
/** Asked by a script, with the browser's authenticator. */
const isOfScript = (path: string): boolean => /\/passkeys?(\/options)?$/.test(path)

/** Who walks, and the key by which the tests furnish: taken away, there is no going on. */
const footing = async ({ server, personId }: Console): Promise<RegExp> => {
  const { json } = await server.api('GET', '/keys')
  const keys = (json.keys as readonly { id: string; name: string }[]).filter(({ name }) => name === 'API_KEY')
  const ids = [await personId('ana'), await personId('ben'), ...keys.map(({ id }) => id)]
  return new RegExp(`/(?:${ids.join('|')})(?:/|$)`)
}

// A house for each: forms use up what there is, and end sessions.
describe.each(LOOKS)('$locale, $theme, JavaScript $javaScript', (look) => {
  const web = useFurnishedConsole()
  const who = operatorIn(look.locale)
  const sent = new Set<string>()
  beforeAll(async () => {
    for (let filling = 0; filling < FILLINGS; filling += 1) await addTasks(web(), 'ben')
  })

  it('every link leads somewhere and every form is answered', async () => {
    await addStrangers(web())
    const { page } = await web().open(look)
    await web().addSession(who)
    for (const colleague of ['caio', 'dora'] as const) await web().sessionOf(colleague)
    const { password } = credentialsOf(who)
    const began = performance.now()
    const report = await crawl(page, {
      start: '/web',
      locale: look.locale,
      forms: true,
      spare: await footing(web()),
      known: { current: password, password },
      door: /^\/web\/sign-in$/,
      signIn: async (page) => page.context().addCookies(await web().sessionOf(who, 'fresh')),
      perPattern: 3,
      replenish: async () => {
        await addTasks(web(), who)
        await web().addSession(who)
      },
    })
    if (process.env.CRAWL_REPORT)
      process.stderr.write(
        `${nameOf(look)} ${Math.round(performance.now() - began)} ms ${JSON.stringify(report, null, 1)}\n`,
      )
    for (const name of report.forms) sent.add(name)
    expect(report.problems).toEqual([])
  })

  it('leaves no form out', async () => {
    const routes = routesOf(await createTestConsole(), 'POST')
    const paths = routes.map(({ pattern: path }) => path.replaceAll(/\{[^/]*\}(?=\/|$)/g, ''))
    const isSent = (path: string): boolean => {
      const form = new RegExp(`^POST ${path.replaceAll(/:\w+/g, '[^/]+')} `)
      return [...sent].some((name) => form.test(name))
    }
    expect(paths.filter((path) => !isOfScript(path) && !isSent(path)).toSorted()).toEqual(
      [...ELSEWHERE.keys()].toSorted(),
    )
  })
})
