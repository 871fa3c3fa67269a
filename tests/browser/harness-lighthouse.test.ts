import { expect, it } from 'vitest'
import { below, openLighthouse } from '../support/browser/lighthouse.ts'
import { around, plantSite } from '../support/browser/planted-site.ts'

const bad = around('<img src="/icon.svg"><input name="a">').replace('lang="pt-BR"', '')

it('Lighthouse names the audits of a page that is below the bar, as the person who is signed in sees it', async () => {
  const site = await plantSite({
    '/in': { status: 303, headers: { location: '/', 'set-cookie': '__Host-in=yes; Secure; HttpOnly; Path=/' } },
    '/': ({ headers }) => ({ body: headers.cookie?.includes('__Host-in=yes') ? bad : around('<p>Fora.</p>') }),
  })
  const house = await openLighthouse(Number(new URL(site).port))
  const page = await house.context.newPage()
  await page.goto(`${house.origin}/in`)
  const { scores, failing } = await house.measure('/')
  expect(scores.accessibility).toBeLessThan(95)
  expect(failing.accessibility).toEqual([
    expect.stringMatching(/^html-has-lang: /),
    expect.stringMatching(/^image-alt: /),
    expect.stringMatching(/^label: /),
  ])
  const again = { ...house, measure: async () => ({ scores, failing }) }
  expect(await below(101, again, '/')).toHaveLength(4)
  expect(await below(0, again, '/')).toEqual([])
})
