import { describe, expect, it } from 'vitest'
import { expectFocus, expectFocusKept, tabTo } from '../support/browser/by-keys.ts'
import { useBrowser } from '../support/browser/chromium.ts'
import { expectKeyboard, walk } from '../support/browser/keyboard.ts'
import { openPage } from '../support/browser/page.ts'
import { GOOD, plantSite, styled } from '../support/browser/planted-site.ts'

const browser = useBrowser()

const open = async (main: string, style = '', script = '') => {
  const { page } = await openPage(browser(), await plantSite(styled(main, style, script)))
  await page.goto('/')
  return page
}

const BUTTON = '<button>Um</button>'
const END = '<p><a href="/">Fim</a></p>'

describe('the keyboard', () => {
  it('reaches all of a page that is well, in the order of reading', async () => {
    const page = await open(GOOD)
    expect(await expectKeyboard(page)).toEqual(['a Início', 'input name', 'input day', 'input c', 'button Enviar'])
  })

  it('comes through a date to what is after it, forwards and backwards', async () => {
    const page = await open(GOOD)
    await tabTo(page, page.getByRole('button'))
    await tabTo(page, page.locator('[name=name]'), 'Shift+Tab')
    await expectFocus(page, page.locator('[name=name]'))
    await expectFocusKept(page)
  })

  it('knows again what it looks for after the page has read itself again, whose attributes are then the server’s', async () => {
    const morph =
      'for (const { dataset } of document.querySelectorAll("*")) for (const key in dataset) delete dataset[key]'
    const page = await open(GOOD, '', `addEventListener("keydown", () => { ${morph} })`)
    expect((await walk(page)).problems).toEqual([])
  })

  it('finds what Tab does not reach', async () => {
    const steal = 'addEventListener("keydown", (e) => e.key === "Tab" && e.preventDefault())'
    const page = await open(BUTTON, '', steal)
    expect((await walk(page)).problems).toEqual(['not reached by Tab: 0: button Um'])
    await expect(tabTo(page, page.getByRole('button'))).rejects.toThrow('By Tab one does not come to')
  })

  it('finds that the focus was lost', async () => {
    const page = await open(BUTTON, '', 'addEventListener("click", () => document.activeElement.remove())')
    await page.getByRole('button').press('Enter')
    await expect(expectFocusKept(page)).rejects.toThrow('the focus was lost')
  })
})

describe('one does not see where the focus is', () => {
  it.each([
    ['focus cannot be seen', 'without an outline', 'button { outline: none }'],
    ['focus cannot be seen', 'with one of no colour', 'button:focus { outline: 2px solid transparent }'],
    ['focus cannot be seen', 'with one that is there without it too', 'button { outline: 2px solid #000 }'],
    ['focus out of sight', 'beside the screen', 'button { position: fixed; left: -900px }'],
    ['focus under something else', 'covered', 'p::after { content: ""; position: fixed; inset: 0 }'],
  ])('%s: %s', async (words, _, style) => {
    const page = await open(`${BUTTON}${END}`, style)
    expect((await walk(page)).problems).toContain(`${words}: button Um`)
    await page.goto('/')
    await expect(tabTo(page, page.getByRole('link'))).rejects.toThrow(words)
    await page.goto('/')
    await page.getByRole('button').focus()
    await expect(expectFocus(page, page.getByRole('button'))).rejects.toThrow(words)
  })
})
