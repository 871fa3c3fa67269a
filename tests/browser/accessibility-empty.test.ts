import { describe, expect, it } from 'vitest'
import { lookAtAll } from '../support/browser/accessible-walk.ts'
import { type Console, useConsole } from '../support/browser/console.ts'
import { BEHIND_NO_LINK, LEADS_ON, screensNotAmong } from '../support/browser/screens.ts'

/** A house in which nothing has happened yet has these of nothing. */
const OF_SOMETHING = [
  '/web/alerts/:id',
  '/web/deliveries/:id',
  '/web/messages/:id',
  '/web/people/senders/:id',
  '/web/tasks/:id',
]
const OF_MIRRORS = ['/web/mirrors/:name', '/web/mirrors/conflicts']
const ELSEWHERE = [...BEHIND_NO_LINK.keys(), ...LEADS_ON.keys(), ...OF_SOMETHING]

const LOOKS = [
  ['pt-BR', 'desktop'],
  ['en', 'phone'],
] as const

/** The tests' own key goes once those who look are there: a house begins without. */
const empty = async (console: Console): Promise<void> => {
  for (const who of ['ana', 'ben'] as const) await console.sessionOf(who)
  const { json } = await console.server.api('GET', '/keys')
  for (const { id } of json.keys) expect((await console.server.api('DELETE', `/keys/${id}`)).status).toBe(204)
}

describe('a house that is connected, and in which nothing has happened', () => {
  const web = useConsole({ mirrors: true, furnish: empty })

  it.each(LOOKS)('axe finds nothing on any screen, light and dark: %s, %s', async (locale, width) => {
    const { page } = await web().open({ locale, width })
    const { problems, addresses } = await lookAtAll(page, locale)
    expect(problems).toEqual([])
    expect(await screensNotAmong(addresses), 'screens that nobody looked at').toEqual(ELSEWHERE.toSorted())
  })
})

describe('a house that is connected to nothing', () => {
  const nothing = {
    EVOLUTION_API_BASE_URL: '',
    EVOLUTION_API_KEY: '',
    SMTP_HOST: '',
    SMTP_FROM: '',
    FALLBACK_EMAIL: '',
  }
  const web = useConsole({ env: nothing, furnish: empty })

  it.each(LOOKS)('axe finds nothing on any screen, light and dark: %s, %s', async (locale, width) => {
    const { page } = await web().open({ locale, width })
    const { problems, addresses } = await lookAtAll(page, locale)
    expect(problems).toEqual([])
    expect(await screensNotAmong(addresses), 'screens that nobody looked at').toEqual(
      [...ELSEWHERE, ...OF_MIRRORS].toSorted(),
    )
  })
})
