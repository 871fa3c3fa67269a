import type { Locator, Page } from 'playwright-core'
import { expect, it, onTestFinished } from 'vitest'
import { doorWords } from '../../handlers/web/screens/door/words.ts'
import { healthWordsIn } from '../../handlers/web/screens/health/words.ts'
import { peopleWords } from '../../handlers/web/screens/people/words.ts'
import { settingsWords } from '../../handlers/web/screens/settings/words.ts'
import { wordsIn } from '../../handlers/web/words/index.ts'
import { totpAt } from '../contracts/accounts/people.ts'
import { expectAccessible } from '../support/browser/accessible.ts'
import { addAuthenticator } from '../support/browser/authenticator.ts'
import { useConsole } from '../support/browser/console.ts'
import { heading } from '../support/browser/door.ts'
import { credentialsOf, operatorIn, type PersonName } from '../support/browser/people.ts'
import { BEHIND_NO_LINK, screensNotAmong } from '../support/browser/screens.ts'

// What no link leads to: accessibility.test.ts looks at all else. axe is a script, so JavaScript is on throughout.
const LOCALES = ['pt-BR', 'en'] as const
type Locale = (typeof LOCALES)[number]

const web = useConsole()
const memberIn = (locale: Locale): PersonName => (locale === 'en' ? 'dora' : 'caio')

const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click()

const addresses = new Set<string>()

/** The page with this on it, in both themes. */
const lookAt = async (page: Page, sign: Locator): Promise<void> => {
  await sign.waitFor()
  addresses.add(page.url())
  await expectAccessible(page)
}

it.each(LOCALES)('axe finds nothing from an invitation to the house, in both themes: %s', async (locale) => {
  const [door, people] = [doorWords(locale), peopleWords(locale)]
  const name = `Eva Reis ${locale}`
  const { json: invited } = await web().server.api('POST', '/people', { body: { name, role: 'member', locale } })
  const { page: operator } = await web().open({ locale })
  await operator.goto(`/web/people/${invited.id}`)
  await press(operator, people.invite)
  await lookAt(operator, heading(operator, people.linkTitle.invitation))
  const link = await operator.getByLabel(people.link, { exact: true }).inputValue()

  const { page } = await web().openOutside({ locale, width: 'phone' })
  await page.goto(link)
  await lookAt(page, heading(page, door.link.title(name)))
  await press(page, door.link.go)
  await lookAt(page, heading(page, door.welcome.title))
  await page.getByLabel(door.welcome.name).fill('x'.repeat(100))
  await page.getByLabel(door.email).fill('eva@sparkone.test')
  await page.getByLabel(door.welcome.next).fill('curta')
  await press(page, door.welcome.save)
  await lookAt(page, page.locator('[aria-invalid=true]').first())
  await page.goto(link)
  await lookAt(page, heading(page, door.link.deadTitle))
})

it.each(LOCALES)('axe finds nothing where one is told that there is nothing, in both themes: %s', async (locale) => {
  const { problems } = wordsIn(locale)
  const { page } = await web().open({ as: memberIn(locale), locale })
  for (const [path, text] of [
    ['/web/nowhere', problems.notFound],
    ['/web/people', problems.forbidden],
  ] as const) {
    await page.goto(path)
    await lookAt(page, page.getByText(text))
  }
  const { page: outside } = await web().openOutside({ locale })
  await outside.goto('/web/sign-in/provider')
  await lookAt(outside, outside.getByText(problems.notFound))
})

it.each(LOCALES)('axe finds nothing on the ways in and a second factor, in both themes: %s', async (locale) => {
  const who = memberIn(locale)
  const { email, password } = credentialsOf(who)
  const [door, settings] = [doorWords(locale), settingsWords(locale)]
  const { page } = await web().open({ as: who, locale, width: 'phone' })
  await addAuthenticator(page)
  await page.goto('/web/settings/security')
  await page.locator('#totp-password').fill(password)
  await press(page, settings.totp.begin)
  await lookAt(page, page.getByRole('img', { name: settings.totp.qr }))
  const secret = (await page.locator('#totp-secret').textContent())?.trim() ?? ''
  await page.getByLabel(settings.totp.code).fill('000000')
  await press(page, settings.totp.confirm)
  await lookAt(page, page.getByText(settings.totp.wrongCode))
  await page.getByLabel(settings.totp.code).fill(totpAt(secret, new Date()))
  await press(page, settings.totp.confirm)
  await lookAt(page, page.locator('#recovery-codes'))

  await page.goto('/web/settings/security')
  await press(page, settings.passkeys.add)
  const passkey = page.getByRole('listitem').filter({ hasText: settings.passkeys.unused })
  await passkey.waitFor()
  for (const more of await page.locator('main summary').all()) await more.click()
  await lookAt(page, passkey.getByRole('button', { name: settings.passkeys.removeIt }))

  const { page: outside } = await web().openOutside({ locale, width: 'phone' })
  await outside.goto('/web/sign-in')
  await lookAt(outside, heading(outside, door.signIn))
  for (const [given, sign] of [
    ['não é esta a senha', outside.getByText(door.refused)],
    [password, heading(outside, door.code.title)],
  ] as const) {
    await outside.getByLabel(door.email).fill(email)
    await outside.getByLabel(door.password).fill(given)
    await press(outside, door.signIn)
    await lookAt(outside, sign)
  }
  await outside.getByLabel(door.code.totp).fill('000000')
  await press(outside, door.code.check)
  await lookAt(outside, outside.getByText(door.code.refused))
  await outside.goto('/web/sign-in/code?by=recovery')
  await lookAt(outside, heading(outside, door.code.recoveryTitle))
})

it.each(LOCALES)('axe finds nothing on a key that is made and a draft, in both themes: %s', async (locale) => {
  const { keys } = settingsWords(locale)
  const { page } = await web().open({ locale })
  await page.goto('/web/settings/keys/new')
  await page.getByLabel(keys.name, { exact: true }).fill(`planilha de ${operatorIn(locale)}`)
  await press(page, keys.create)
  await lookAt(page, page.getByText(keys.problem.scopes))
  await page.locator('[name=scope]').first().check()
  await press(page, keys.create)
  await lookAt(page, page.locator('#field-secret'))
  await page.goto(`/web/add?${new URLSearchParams({ text: 'ligar pro João hoje urgente' })}`)
  await lookAt(page, page.locator('#preview strong'))
})

it('axe finds nothing while a phone is linked and once it is, in both languages and themes', async () => {
  const { evolution } = web().house
  evolution.setState('close')
  onTestFinished(() => evolution.setState('open'))
  const pages = await Promise.all(
    LOCALES.map(async (locale) => ({
      page: (await web().open({ locale })).page,
      words: healthWordsIn(locale).whatsapp,
    })),
  )
  for (const { page, words } of pages) {
    await page.goto('/web/health/whatsapp')
    await lookAt(page, page.getByRole('heading', { name: words.prepare }))
  }
  for (const { page, words } of pages) {
    if ((await page.getByRole('button', { name: words.prepare }).count()) > 0) await press(page, words.prepare)
    await lookAt(page, page.getByRole('img', { name: words.qr }))
  }
  evolution.scan()
  for (const { page, words } of pages) {
    await page.goto('/web/health/whatsapp')
    await lookAt(page, page.getByRole('heading', { name: words.open }))
  }
})

it('leaves out no screen that no link leads to', async () => {
  const unseen = await screensNotAmong(addresses)
  expect(unseen.filter((screen) => BEHIND_NO_LINK.has(screen))).toEqual([])
})
