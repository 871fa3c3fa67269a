import { describe, expect, it } from 'vitest'
import { expectAccessible, violations } from '../support/browser/accessible.ts'
import { addAuthenticator } from '../support/browser/authenticator.ts'
import { useBrowser } from '../support/browser/chromium.ts'
import { expectKeyboard, walk } from '../support/browser/keyboard.ts'
import { openPage } from '../support/browser/page.ts'
import { around, type PlantedAnswer, plantSite } from '../support/browser/planted-site.ts'

const browser = useBrowser()

const GOOD =
  '<p><a href="/">Início</a></p><form><p><label>Nome <input name="name"></label></p><p><label>Dia <input name="day" type="date"></label></p>' +
  '<fieldset><legend>Cor</legend><label><input type="radio" name="c" value="a"> a</label>' +
  '<label><input type="radio" name="c" value="b"> b</label></fieldset><p><button>Enviar</button></p></form>'

const open = async (main: string, style = '') => {
  const css: PlantedAnswer = {
    headers: { 'content-type': 'text/css' },
    body: `a, button, input { padding: 12px }\n${style}`,
  }
  const page = { body: around(main, '<link rel="stylesheet" href="/page.css">') }
  const opened = await openPage(browser(), await plantSite({ '/': page, '/page.css': css }))
  await opened.page.goto('/')
  return opened.page
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

describe('the keyboard', () => {
  it('reaches all of a page that is well, in the order of reading', async () => {
    const stops = await expectKeyboard(await open(GOOD))
    expect(stops).toEqual(['a Início', 'input name', 'input day', 'input c', 'button Enviar'])
  })

  it.each([
    [
      /not reached by Tab: .*button Um/,
      '<div class="away"><button>Um</button></div><script src="/steal.js"></script>',
      '',
    ],
    [/focus cannot be seen: button Um/, '<button>Um</button>', 'button { outline: none; border: 0 }'],
    [/focus out of sight: a Fora/, '<a href="/">Fora</a>', 'a { position: fixed; left: -900px }'],
  ])('finds %s', async (words, main, style) => {
    const page = await openStealing(main, style)
    expect((await walk(page)).problems).toContainEqual(expect.stringMatching(words))
  })
})

/** A page whose script, where it asks for it, takes the focus away from its buttons. */
const openStealing = async (main: string, style: string) => {
  const script =
    'addEventListener("keydown", (e) => e.key === "Tab" && document.querySelector(".away") && e.preventDefault())'
  const origin = await plantSite({
    '/': { body: around(main, '<link rel="stylesheet" href="/page.css">') },
    '/page.css': { headers: { 'content-type': 'text/css' }, body: style },
    '/steal.js': { headers: { 'content-type': 'text/javascript' }, body: script },
  })
  const { page } = await openPage(browser(), origin)
  await page.goto('/')
  return page
}

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
