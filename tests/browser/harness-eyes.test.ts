import { describe, expect, it } from 'vitest'
import { expectAccessible, violations } from '../support/browser/accessible.ts'
import { addAuthenticator } from '../support/browser/authenticator.ts'
import { useBrowser } from '../support/browser/chromium.ts'
import { openPage } from '../support/browser/page.ts'
import { GOOD, plantSite, styled } from '../support/browser/planted-site.ts'

const browser = useBrowser()

const open = async (main: string, style = '') => {
  const { page } = await openPage(browser(), await plantSite(styled(main, style)))
  await page.goto('/')
  return page
}

describe('axe', () => {
  it('finds nothing in a page that is well', async () => expectAccessible(await open(GOOD)))

  it.each([
    ['label', '<input name="name">', ''],
    ['color-contrast', '<p>Claro demais</p>', 'p { color: #aaa }'],
    [
      'target-size',
      '<button>a</button><button>b</button>',
      'button { padding: 0; border: 0; width: 12px; height: 12px; margin: 0 }',
    ],
    ['heading-order', '<h4>Longe</h4>', ''],
  ])('finds %s', async (rule, main, style) => {
    expect((await violations(await open(main, style))).map((line) => line.split(':')[0])).toContain(rule)
  })

  it.fails('looks at the dark theme too', async () =>
    expectAccessible(await open('<p>Escuro</p>', '@media (prefers-color-scheme: dark) { p { color: #eee } }')))
})

describe('the virtual authenticator', () => {
  const CREATE = `navigator.credentials.create({ publicKey: { challenge: new Uint8Array(16), rp: { name: 'SparkOne' },
    user: { id: new Uint8Array(8), name: 'ana', displayName: 'Ana' }, pubKeyCredParams: [-7, -257].map((alg) => ({ type: 'public-key', alg })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' } } })
    .then((made) => made.type, (error) => error.name)`

  it('makes a passkey without a person, and none for somebody it does not recognise', async () => {
    const page = await open(GOOD)
    const authenticator = await addAuthenticator(page)
    expect(await page.evaluate(CREATE)).toBe('public-key')
    await authenticator.recognise(false)
    expect(await page.evaluate(CREATE)).toBe('NotAllowedError')
    expect(await authenticator.passkeys()).toBe(1)
    await authenticator.remove()
  })
})
