import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { totpAt } from '../contracts/accounts/people.ts'
import { expectFocus, expectFocusKept, pressByKey, tabTo, typeInto } from '../support/browser/by-keys.ts'
import { heading } from '../support/browser/door.ts'
import { through } from '../support/browser/exchanges.ts'
import { useFurnishedConsole } from '../support/browser/furnish.ts'
import { credentialsOf } from '../support/browser/people.ts'

// Each screen's main path by keys alone. Pages are looked at, never clicked.
const web = useFurnishedConsole()
const STEP_MS = 30_000

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name })
const place = (page: Page, name: string) => page.locator('nav.places').getByRole('link', { name, exact: true })
const rows = (page: Page) => page.locator('[data-row]')

/** What an act said, and that whoever did it by a key still is where they were. */
const said = async (page: Page, words: string): Promise<void> => {
  await page.getByRole('status').getByText(words).waitFor()
  await expectFocusKept(page)
}

/** From the page that the focus is on to its content: without the places, by the first stop of all. */
const skipToContent = async (page: Page): Promise<void> => {
  await pressByKey(page, page.locator('.skip'))
  await expectFocus(page, page.locator('#main'))
}

it('Brief: a day and a person are chosen, and it is sent', async () => {
  const { page } = await web().open()
  await page.goto('/web')
  await pressByKey(page, place(page, 'Resumo'))
  await heading(page, 'Resumo').waitFor()
  await expectFocus(page, page.locator('#main'))
  // Day first or month first: it is the same day.
  await typeInto(page, page.getByLabel('Dia', { exact: true }), '05052031')
  await typeInto(page, page.locator('#choose [name=person]'), 'Caio')
  await pressByKey(page, button(page, 'Ver'))
  await page.waitForURL(new RegExp(`date=2031-05-05.*person=${await web().personId('caio')}`))
  await expectFocusKept(page)
  await pressByKey(page, button(page, 'Enviar agora'), 'Space')
  await page.waitForURL(/\/web\/deliveries\/[\w-]+$/)
  await said(page, 'Resumo a caminho.')
})

it('Messages: from message to message, into one, and back', async () => {
  const { page } = await web().open({ locale: 'en' })
  await page.goto('/web/messages')
  await page.keyboard.press('j')
  await expectFocus(page, rows(page).nth(0))
  await page.keyboard.press('j')
  await expectFocus(page, rows(page).nth(1))
  await page.keyboard.press('k')
  await expectFocus(page, rows(page).nth(0))
  await page.keyboard.press('o')
  await page.waitForURL(/\/web\/messages\/[\w-]+$/)
  await expectFocus(page, page.locator('#main'))
  await pressByKey(page, link(page, 'All messages'))
  await heading(page, 'Messages').waitFor()
  await expectFocus(page, page.locator('#main'))
})

it('Deliveries: one is sent again, a channel is held and let go, and what was held is cancelled', async () => {
  const { page } = await web().open()
  await page.goto('/web/deliveries')
  await skipToContent(page)
  await pressByKey(page, page.locator('.tabs').getByRole('link', { name: /^Não entregues/ }))
  await page.getByRole('heading', { level: 2, name: 'Não entregues' }).waitFor()
  await page.keyboard.press('j')
  await expectFocus(page, rows(page).first())
  await page.keyboard.press('r')
  await said(page, 'De novo a caminho')

  await page.goto('/web/deliveries')
  // The last of a long page: from its beginning, backwards.
  await tabTo(page, button(page, 'Pausar: Todos os canais'), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await said(page, 'Em pausa: Todos os canais.')
  const { json } = await web().server.api('POST', '/brief/send', { body: {} })
  await page.goto('/web/deliveries?status=pending')
  await page.locator(`#delivery-${json.notification_id}`).waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('o')
  await page.waitForURL(/\/web\/deliveries\/[\w-]+$/)
  await pressByKey(page, page.locator('summary', { hasText: 'Cancelar a entrega' }))
  await pressByKey(page, button(page, 'Cancelar agora'), 'Space')
  await said(page, 'Cancelada.')
  await tabTo(page, place(page, 'Entregas'), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await heading(page, 'Entregas').waitFor()
  // Where it is said that they stand still, before all else.
  await pressByKey(page, button(page, 'Retomar: Todos os canais').first())
  await said(page, 'De volta ao envio: Todos os canais.')
})

it('Alerts: one is opened, and who was told of it', async () => {
  const { page } = await web().open({ locale: 'en', theme: 'dark' })
  await page.goto('/web/alerts')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await expectFocus(page, rows(page).nth(1))
  await page.keyboard.press('o')
  await page.waitForURL(/\/web\/alerts\/[\w-]+$/)
  await expectFocus(page, page.locator('#main'))
  await page.keyboard.press('j')
  await expectFocus(page, page.locator('li[id^="told-"]').first())
  await page.keyboard.press('o')
  await page.waitForURL(/\/web\/deliveries\/[\w-]+$/)
  await expectFocus(page, page.locator('#main'))
})

it('Mirrors: one is opened and asked, a copy is tried again, and a conflict is turned round', async () => {
  const { server } = web()
  const [{ id }] = (await server.api('GET', '/tasks?q=Limpar%20a%20caixa')).json.tasks
  await server.api('POST', '/sync/notion', { body: {} })
  // Furnished with a page that somebody deleted there, which is known once it was looked at.
  await expect
    .poll(async () => (await server.api('GET', `/tasks/${id}?include=mirrors`)).json.mirrors)
    .toContainEqual(expect.objectContaining({ name: 'notion', state: 'removed' }))
  const { page } = await web().open()
  await page.goto('/web/mirrors')
  await skipToContent(page)
  await pressByKey(page, page.locator('#mirror-notion').getByRole('link', { name: 'Notion', exact: true }))
  await heading(page, 'Notion').waitFor()
  await expectFocus(page, page.locator('#main'))
  await pressByKey(page, page.locator('.tabs').getByRole('link', { name: /^Apagadas lá/ }))
  await page.locator('.tabs').locator('[aria-current]', { hasText: 'Apagadas lá' }).waitFor()
  await page.keyboard.press('j')
  await expectFocus(page, rows(page).first())
  await page.keyboard.press('r')
  await said(page, 'Pedido feito')
  // That was the only one: one goes on from the content. What is said of it are the same words.
  const asked = await through(page, '/web/mirrors/notion/sync')
  await pressByKey(page, page.locator('button[value=pull]'), 'Space')
  await asked()
  await said(page, 'Pedido feito')
  await tabTo(page, link(page, 'Todos os espelhos'), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await heading(page, 'Espelhos').waitFor()
  await pressByKey(page, button(page, /^Trocar por este/).first())
  await said(page, 'Trocado.')
})

it('People: somebody is added, given quiet hours, and invited', async () => {
  const { page, context } = await web().open({ locale: 'en' })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/web/people')
  await pressByKey(page, link(page, 'New person'))
  await heading(page, 'New person').waitFor()
  await typeInto(page, page.locator('[name=name]'), 'Iris Key')
  await typeInto(page, page.locator('[name=email]'), 'iris@sparkone.test')
  await page.keyboard.press('Enter')
  await heading(page, 'Iris Key').waitFor()
  await expectFocusKept(page)
  // With or without AM: it is the same hour.
  await typeInto(page, page.locator('[name=quiet_start]'), '0600a')
  await typeInto(page, page.locator('[name=quiet_end]'), '0900a')
  await pressByKey(page, button(page, 'Save'))
  await page.getByRole('status').getByText('Saved.').waitFor()
  const id = new URL(page.url()).pathname.split('/').at(-1)
  const { json } = await web().server.api('GET', `/people/${id}`)
  expect(json.quiet_hours).toEqual({ start: '06:00', end: '09:00' })
  await skipToContent(page)
  await pressByKey(page, button(page, 'Make an invitation'))
  await page.getByLabel('Link', { exact: true }).waitFor()
  await pressByKey(page, button(page, 'Copy'), 'Space')
  await button(page, 'Copied').waitFor()
  await expectFocusKept(page)
})

it('Health: a channel is tested, and what is done in the background is looked at', async () => {
  const aliases = [{ channel: 'whatsapp', address: '+5511933330009' }]
  await web().server.api('PATCH', `/people/${await web().personId('ana')}`, { body: { aliases } })
  const { page } = await web().open()
  await page.goto('/web/health')
  await skipToContent(page)
  await pressByKey(page, page.locator('#check-evolution').getByRole('button', { name: /^Enviar um teste/ }), 'Space')
  await page.waitForURL(/\/web\/deliveries\/[\w-]+$/)
  await said(page, 'Teste a caminho.')
  await tabTo(page, place(page, 'Saúde'), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await heading(page, 'Saúde').waitFor()
  await pressByKey(page, page.locator('.tabs').getByRole('link', { name: /^Trabalhos/ }))
  await heading(page, 'Trabalhos').waitFor()
  await expectFocus(page, page.locator('#main'))
})

it('Settings: a key is made and revoked, and another session is ended', async () => {
  const { page } = await web().open({ locale: 'en' })
  await web().addSession('ben')
  await page.goto('/web/settings/keys')
  await pressByKey(page, link(page, 'Create a key'))
  await typeInto(page, page.locator('[name=name]'), 'by keys')
  await pressByKey(page, page.getByLabel('Read tasks'), 'Space')
  await pressByKey(page, button(page, 'Create the key'))
  const secret = page.locator('#field-secret')
  await secret.waitFor()
  await expectFocusKept(page)
  await tabTo(page, secret)
  await pressByKey(page, link(page, 'Back to the keys'))
  const row = page.getByRole('listitem').filter({ hasText: 'by keys' })
  await pressByKey(page, row.locator('summary'))
  await pressByKey(page, row.getByRole('button'), 'Space')
  await said(page, 'by keys')
  expect(await row.count()).toBe(0)

  await pressByKey(page, page.locator('.tabs').getByRole('link', { name: 'Sessions' }))
  await pressByKey(page, button(page, /^End the session/).first())
  await said(page, 'Session ended.')
})

it('the door: a second factor is turned on, and one signs in by password and code', async () => {
  const { email, password } = credentialsOf('dora')
  const { page } = await web().open({ as: 'dora', locale: 'en' })
  await page.goto('/web/settings/security')
  await skipToContent(page)
  await typeInto(page, page.locator('#totp-password'), password)
  await page.keyboard.press('Enter')
  const shown = page.locator('#totp-secret')
  const secret = ((await shown.textContent()) ?? '').trim()
  await typeInto(page, page.getByLabel('Code of the app'), totpAt(secret, new Date()))
  await page.keyboard.press('Enter')
  await page.locator('#recovery-codes').waitFor()
  await expectFocusKept(page)

  const { page: outside } = await web().openOutside({ locale: 'en', width: 'phone' })
  await outside.goto('/web/messages')
  // Where one begins to type, the focus is already.
  await expectFocus(outside, outside.locator('[name=email]'))
  await outside.keyboard.type(email)
  await typeInto(outside, outside.locator('[name=password]'), password)
  await pressByKey(outside, button(outside, 'Sign in').first())
  await heading(outside, 'Verification code').waitFor()
  await expectFocus(outside, outside.locator('[name=code]'))
  // The next code: one that was used is used.
  await outside.keyboard.type(totpAt(secret, new Date(Date.now() + STEP_MS)))
  await pressByKey(outside, button(outside, 'Confirm'))
  await heading(outside, 'Messages').waitFor()
})
