import { describe, expect, it } from 'vitest'
import { useBrowser } from '../support/browser/chromium.ts'
import { openPage } from '../support/browser/page.ts'
import { around, plantSite } from '../support/browser/planted-site.ts'

const browser = useBrowser()

/** Opens the planted page with and without JavaScript and expects that the guard complains. */
const planted = async (words: RegExp, main: string, { javaScript = true, head = '' } = {}) => {
  const origin = await plantSite({
    '/': { body: around(main, head) },
    '/broken': { status: 500, body: 'broken' },
    '/throws.js': { headers: { 'content-type': 'text/javascript' }, body: 'throw new Error("planted")' },
  })
  const { page, guard } = await openPage(browser(), origin, { javaScript })
  await page.goto('/')
  await expect.poll(() => guard.problems()).toContainEqual(expect.stringMatching(words))
  guard.expectProblem(/./)
}

describe('a page fails its test', () => {
  it('when a script stands in it', () => planted(/Content Security Policy/, '<script>document.title = "x"</script>'))
  it.each([true, false])('when a style stands in it, JavaScript on: %s', (javaScript) =>
    planted(/Content Security Policy/, '<p style="color: red">x</p>', { javaScript }),
  )
  it('when it asks another host for an image', () =>
    planted(/another origin|Content Security Policy/, '<img alt="" src="http://elsewhere.test/x.png">'))
  it('when its script throws', () => planted(/uncaught: planted/, '<script src="/throws.js"></script>'))
  it('when a part of it is broken', () => planted(/^500 for GET .*\/broken/, '<img alt="" src="/broken">'))
  it('when a part of it is not there', () =>
    planted(/^404 for GET .*missing\.css/, '', { head: '<link rel="stylesheet" href="/missing.css">' }))
})

describe('the guard', () => {
  it('sees a request to another host that no policy stops', async () => {
    const body = around('<img alt="" src="http://elsewhere.test/x.png">')
    const origin = await plantSite({ '/': { body, headers: { 'content-security-policy': 'img-src *' } } })
    const { page, guard } = await openPage(browser(), origin)
    await page.goto('/')
    expect(guard.problems()).toContain('request to another origin: http://elsewhere.test/x.png')
    guard.expectProblem(/elsewhere/)
    guard.expectProblem(/Failed to load resource: net::ERR_NAME_NOT_RESOLVED/)
  })

  it('says nothing of a page that is well, a form refused, or a link that leads nowhere', async () => {
    const origin = await plantSite({
      '/': '<p>Tudo certo.</p>',
      '/refused': { status: 422, body: around('<p>Não.</p>') },
    })
    const { page } = await openPage(browser(), origin)
    for (const path of ['/', '/refused', '/nowhere']) await page.goto(path)
  })

  it.fails('fails the test when a problem that it provokes did not come', async () => {
    const { guard } = await openPage(browser(), await plantSite({ '/': '<p>Tudo certo.</p>' }))
    guard.expectProblem(/never/)
  })

  it.fails('fails the test at its end, whatever the test itself looked at', async () => {
    const { page } = await openPage(browser(), await plantSite({ '/': '<script>1</script>' }))
    await page.goto('/')
  })
})
