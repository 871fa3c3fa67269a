import type { Page } from 'playwright-core'
import { violationsInBothThemes } from './accessible.ts'
import { crawl } from './crawl.ts'
import { walk } from './keyboard.ts'

export interface AccessibleWalk {
  readonly problems: readonly string[]
  /** Where axe looked. */
  readonly addresses: readonly string[]
}

/** Follows every link from the start, and has axe look at one page of each pattern in both themes. */
export const lookAtAll = async (page: Page, locale: string, byTab?: 'by Tab too'): Promise<AccessibleWalk> => {
  const [problems, addresses]: [string[], string[]] = [[], []]
  const report = await crawl(page, {
    start: '/web',
    locale,
    perPattern: 1,
    onPage: async (_, pattern) => {
      // Some links lead on to where another one has led.
      if (addresses.includes(page.url())) return
      addresses.push(page.url())
      if (byTab) problems.push(...(await walk(page)).problems.map((problem) => `${pattern}: ${problem}`))
      problems.push(...(await violationsInBothThemes(page)).map((line) => `${pattern}, ${line}`))
    },
  })
  return { problems: [...report.problems, ...problems], addresses }
}
