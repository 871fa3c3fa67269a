import { expect, it } from 'vitest'
import { lookAtAll } from '../support/browser/accessible-walk.ts'
import { addTasks, useFurnishedConsole } from '../support/browser/furnish.ts'
import { BEHIND_NO_LINK, LEADS_ON, screensNotAmong } from '../support/browser/screens.ts'
import { createTestConsole } from '../support/web.ts'

const web = useFurnishedConsole()

/** Nobody but operators is shown these. */
const isForOperators = (screen: string): boolean =>
  /^\/web\/(?:alerts|mirrors|people|health|settings\/(?:keys|integrations))(?:\/|$)/.test(screen)
const ELSEWHERE = [...BEHIND_NO_LINK.keys(), ...LEADS_ON.keys()]

it.each([
  ['pt-BR', 'phone'],
  ['en', 'desktop'],
] as const)(
  'axe finds nothing on any screen, light and dark, and Tab reaches everything: %s, %s',
  async (locale, width) => {
    const { page } = await web().open({ locale, width })
    const { problems, addresses } = await lookAtAll(page, locale, width === 'desktop' ? 'by Tab too' : undefined)
    expect(problems).toEqual([])
    expect(await screensNotAmong(addresses), 'screens that nobody looked at').toEqual(ELSEWHERE.toSorted())
  },
)

it.each([
  ['pt-BR', 'desktop', 'caio', '5511987650002'],
  ['en', 'phone', 'dora', '5511987650003'],
] as const)(
  'axe finds nothing on any screen of a member, light and dark: %s, %s',
  async (locale, width, who, phone) => {
    await addTasks(web(), who)
    const text = 'comprar pão amanhã'
    await web().house.evolution.incoming({ jid: `${phone}@s.whatsapp.net`, id: `3A${phone}`, name: who, text })
    const { page } = await web().open({ as: who, locale, width })
    const { problems, addresses } = await lookAtAll(page, locale)
    expect(problems).toEqual([])
    const isTheirs = (screen: string): boolean => !isForOperators(screen)
    expect((await screensNotAmong(addresses)).filter(isTheirs)).toEqual(ELSEWHERE.filter(isTheirs).toSorted())
  },
)

it.each([...LEADS_ON.keys()])('%s shows nothing of its own', async (route) => {
  const { get, ana } = await createTestConsole()
  const { status } = await get(route.replace(':id', ana.id).replace('*', 'setup'))
  // No provider is configured here: what leads to one is refused.
  expect(status).toBe(route.includes('/provider') ? 404 : 303)
})
