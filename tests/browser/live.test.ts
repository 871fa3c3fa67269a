import { describe, expect, it } from 'vitest'
import { useBrowser } from '../support/browser/chromium.ts'
import { liveSite } from '../support/browser/live-site.tsx'
import { openPage } from '../support/browser/page.ts'

const browser = useBrowser()

describe('a page that is kept fresh', () => {
  it('shows what changed, and keeps what somebody is typing', async () => {
    const { origin, feed, become } = await liveSite()
    const { page } = await openPage(browser(), origin)
    const connected = page.waitForResponse(/\/web\/live/)
    await page.goto('/')
    await connected
    await page.locator('#draft').pressSequentially('pagar o alu')
    become(2)
    feed.tell([{ topic: 'tasks', people: null }])
    await expect.poll(() => page.locator('#number').textContent()).toBe('2')
    await page.keyboard.type('guel')
    expect(await page.locator('#draft').inputValue()).toBe('pagar o aluguel')
    become(3)
    feed.tell([{ topic: 'alerts', people: null }])
    await expect.poll(() => page.locator('#number').textContent()).toBe('3')
    expect(await page.locator('#draft').inputValue()).toBe('pagar o aluguel')
  })

  it('reads itself again for its own topics alone, over one stream', async () => {
    const { origin, feed, become, counts } = await liveSite()
    const { page } = await openPage(browser(), origin)
    const connected = page.waitForResponse(/\/web\/live/)
    await page.goto('/')
    await connected
    feed.tell([{ topic: 'jobs', people: null }])
    become(2)
    feed.tell([{ topic: 'tasks', people: null }])
    await expect.poll(() => page.locator('#number').textContent()).toBe('2')
    expect(counts()).toEqual({ reads: 2, streams: 1 })
  })

  it('leads to the sign-in when the session is over', async () => {
    const { origin, feed, turnAway } = await liveSite()
    const { page } = await openPage(browser(), origin)
    const connected = page.waitForResponse(/\/web\/live/)
    await page.goto('/')
    await connected
    turnAway()
    feed.tell([{ topic: 'people', people: ['ana'] }])
    await page.locator('#door').waitFor()
  })

  it('is as it was rendered without JavaScript', async () => {
    const { origin, counts } = await liveSite()
    const { page } = await openPage(browser(), origin, { javaScript: false })
    await page.goto('/')
    expect(await page.locator('#number').textContent()).toBe('1')
    expect(counts().streams).toBe(0)
  })
})
