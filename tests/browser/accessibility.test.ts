import { expect, it } from 'vitest'
import { violationsInBothThemes } from '../support/browser/accessible.ts'
import { crawl } from '../support/browser/crawl.ts'
import { useFurnishedConsole } from '../support/browser/furnish.ts'
import { walk } from '../support/browser/keyboard.ts'

const web = useFurnishedConsole()

it.each([
  ['pt-BR', 'phone'],
  ['en', 'desktop'],
] as const)(
  'axe finds nothing on any screen, light and dark, and Tab reaches everything: %s, %s',
  async (locale, width) => {
    const { page } = await web().open({ locale, width })
    const problems: string[] = []
    await crawl(page, {
      start: '/web',
      locale,
      perPattern: 1,
      onPage: async (_, pattern) => {
        if (width === 'desktop')
          problems.push(...(await walk(page)).problems.map((problem) => `${pattern}: ${problem}`))
        problems.push(...(await violationsInBothThemes(page)).map((line) => `${pattern}, ${line}`))
      },
    })
    expect(problems).toEqual([])
  },
)
