import { expect, it } from 'vitest'
import { violations } from '../support/browser/accessible.ts'
import { crawl } from '../support/browser/crawl.ts'
import { walk } from '../support/browser/keyboard.ts'
import { useMemoryConsole } from '../support/browser/memory-console.ts'

const web = useMemoryConsole(async ({ core, personId }) => {
  for (const who of ['ana', 'ben'] as const) {
    const actor = { personId: personId(who), role: 'operator' as const, channel: 'web' as const }
    for (const text of ['ligar para o João amanhã às 10h', 'pagar o aluguel dia 5', 'comprar pão', 'relatório ontem'])
      await core.capture.quickAdd(actor, { text, rejected: [] })
  }
})

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
        problems.push(...(await walk(page)).problems.map((problem) => `${pattern}: ${problem}`))
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme })
          for (const violation of await violations(page)) problems.push(`${pattern}, ${colorScheme}: ${violation}`)
        }
      },
    })
    expect(problems).toEqual([])
  },
)
