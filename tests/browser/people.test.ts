import { expect, it } from 'vitest'
import { expectAccessible } from '../support/browser/accessible.ts'
import { useConsole } from '../support/browser/console.ts'
import { sentWith } from '../support/e2e-operator.ts'

const web = useConsole()

it.each([true, false])(
  'somebody new is added and invited by a link that is shown once and lets them in once, JavaScript on: %s',
  async (javaScript) => {
    const { page } = await web().open({ javaScript })
    const name = javaScript ? 'Bruna Sol' : 'Bento Sol'
    await page.goto('/web/people')
    await page.getByRole('link', { name: 'Nova pessoa' }).click()
    await page.getByLabel('Nome').fill(name)
    await page.getByLabel('WhatsApp').fill('123')
    await page.getByRole('button', { name: 'Adicionar pessoa' }).click()
    await page.getByText('Escreva o número com código do país').waitFor()
    expect(await page.getByLabel('Nome').inputValue()).toBe(name)
    await page.getByLabel('WhatsApp').fill(javaScript ? '+55 11 91111-0001' : '+55 11 91111-0002')
    await page.getByRole('button', { name: 'Adicionar pessoa' }).click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    await page.getByText('Ainda não entra no console.').waitFor()

    await page.getByRole('button', { name: 'Criar convite' }).click()
    const link = await page.getByLabel('Link').inputValue()
    if (javaScript) {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
      await page.getByRole('button', { name: 'Copiar' }).click()
      await page.getByRole('button', { name: 'Copiado' }).waitFor()
      await expectAccessible(page)
    }
    await page.goto(page.url())
    await page.getByRole('heading', { level: 1, name }).waitFor()
    expect(await page.content()).not.toContain(link)

    const { page: theirs } = await web().openOutside({ javaScript: !javaScript, width: 'phone' })
    await theirs.goto(link)
    await theirs.getByRole('heading', { level: 1, name: `Olá, ${name}` }).waitFor()
    await theirs.getByRole('button', { name: 'Entrar' }).click()
    await theirs.getByLabel('E-mail').fill(`sol-${javaScript}@example.org`)
    await theirs.getByLabel('Nova senha').fill('uma senha de quem chegou agora')
    await theirs.getByRole('button', { name: 'Salvar e entrar' }).click()
    await theirs.getByRole('heading', { level: 1, name: 'Hoje' }).waitFor()
    // A member: operators' places are neither shown nor open.
    expect(await theirs.getByRole('link', { name: 'Pessoas' }).count()).toBe(0)
    const { page: late } = await web().openOutside()
    await late.goto(link)
    await late.getByRole('heading', { name: 'Este link não vale mais' }).waitFor()
    await page.goto('/web/people')
    const row = page.getByRole('listitem').filter({ has: page.getByRole('link', { name }) })
    await row.getByText('Entra no console').waitFor()
  },
)

it.each([true, false])(
  'who wrote and is nobody yet is admitted, and then served, JavaScript on: %s',
  async (javaScript) => {
    const { evolution } = web().house
    const [digits, name] = javaScript ? ['5511922220001', 'Marina'] : ['5511922220002', 'Nara']
    const say = (text: string) =>
      evolution.incoming({ jid: `${digits}@s.whatsapp.net`, id: `3B${digits}${text.length}`, text, name })
    const { page } = await web().open({ javaScript, width: 'phone' })
    await page.goto('/web/people')
    await say('oi, sou eu')
    const request = page.getByRole('listitem').filter({ hasText: name })
    // By itself with JavaScript.
    await expect
      .poll(async () => {
        if (!javaScript) await page.reload()
        return request.count()
      })
      .toBe(1)
    expect(await page.content()).not.toContain('sou eu')
    await request.getByRole('link', { name: `Admitir ${name}` }).click()
    await page.getByRole('heading', { level: 1, name: 'Quem é?' }).waitFor()
    expect(await page.getByLabel('Nome').inputValue()).toBe(name)
    await page.getByRole('button', { name: 'Admitir como pessoa nova' }).click()
    await page.getByRole('status').getByText(`${name} já pode escrever para o SparkOne.`).waitFor()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    await say(`me lembra de levar o bolo da ${name}`)
    await sentWith(evolution, `levar o bolo da ${name}`)
  },
)

it.each([true, false])(
  'one’s own profile is changed, and what cannot be is said at its field, JavaScript on: %s',
  async (javaScript) => {
    const { page } = await web().open({ javaScript, as: 'dora', locale: 'en', width: 'phone' })
    const end = javaScript ? '06:30' : '07:00'
    await page.goto('/web/settings/profile')
    await page.locator('[name="quiet_start"]').fill('22:00')
    await page.locator('[name="quiet_end"]').fill('')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.locator('[aria-invalid="true"]').first().waitFor()
    expect(await page.locator('[name="quiet_start"]').inputValue()).toBe('22:00')
    await page.locator('[name="quiet_end"]').fill(end)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('status').getByText('Saved.').waitFor()
    const { json } = await web().server.api('GET', `/people/${await web().personId('dora')}`)
    expect(json.quiet_hours).toEqual({ start: '22:00', end })
  },
)
