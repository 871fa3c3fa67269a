import { expect, it } from 'vitest'
import { useFurnishedConsole } from '../support/browser/furnish.ts'
import { below, openLighthouse } from '../support/browser/lighthouse.ts'

// Cookies are for TLS alone where people come by https: the house is told so, and the proxy that it may believe.
const web = useFurnishedConsole({ publicUrl: 'https://localhost', env: { TRUSTED_PROXIES: '127.0.0.1' } })

it('Today, signed in and through nginx by TLS, has 95 and more for speed, accessibility, practices and findability', async () => {
  const { server, sessionOf } = web()
  const house = await openLighthouse(server.port)
  await house.context.addCookies(await sessionOf('ana'))
  const page = await house.context.newPage()
  expect((await page.goto(`${house.origin}/web`))?.status()).toBe(200)
  expect(new URL(page.url()).pathname).toBe('/web')
  await page.close()
  expect(await below(95, house, '/web')).toEqual([])
})
