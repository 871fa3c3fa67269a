import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { crawl } from '../support/browser/crawl.ts'
import { useFurnishedConsole } from '../support/browser/furnish.ts'
import { root } from '../support/project-files.ts'

// `npm run screenshots`: every screen at phone and desktop width, light and dark, for people to look at. Part of no suite.
const folder = join(root, '.screenshots')
mkdirSync(folder, { recursive: true })
const web = useFurnishedConsole()
const locale = process.env.SCREENSHOTS_LOCALE === 'en' ? 'en' : 'pt-BR'

it.each(['phone', 'desktop'] as const)('pictures of every screen, %s', async (width) => {
  const { page } = await web().open({ locale, width })
  const { pages } = await crawl(page, {
    start: '/web',
    locale,
    perPattern: 1,
    onPage: async (_, pattern) => {
      const screen = pattern.replace(/^\/web\/?/, '').replace(/[^\w]+/g, '-') || 'today'
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        await page.screenshot({ path: join(folder, `${screen}.${width}.${colorScheme}.png`), fullPage: true })
      }
    },
  })
  expect(pages.length).toBeGreaterThan(1)
})
