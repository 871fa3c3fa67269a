import { expect, it } from 'vitest'
import { crawl } from '../support/browser/crawl.ts'
import { addTasks, useFurnishedConsole } from '../support/browser/furnish.ts'
import { type Look, nameOf } from '../support/browser/look.ts'
import { operatorIn } from '../support/browser/people.ts'

const web = useFurnishedConsole()

// Each language, theme and way with or without JavaScript meets each other once; forms are sent with and without.
const LOOKS: readonly (Look & { readonly forms: boolean })[] = [
  { locale: 'pt-BR', theme: 'light', width: 'narrow', javaScript: true, forms: true },
  { locale: 'en', theme: 'dark', width: 'narrow', javaScript: false, forms: true },
  { locale: 'pt-BR', theme: 'dark', width: 'narrow', javaScript: false, forms: false },
  { locale: 'en', theme: 'light', width: 'narrow', javaScript: true, forms: false },
]

it.each(LOOKS)(
  'every link leads somewhere and every form is answered: $locale, $theme, JavaScript $javaScript',
  async (look) => {
    const { page } = await web().open(look)
    const began = performance.now()
    const report = await crawl(page, {
      start: '/web',
      locale: look.locale,
      forms: look.forms,
      door: /^\/web\/sign-in$/,
      signIn: async (page) => page.context().addCookies(await web().sessionOf(operatorIn(look.locale), 'another')),
      replenish: () => addTasks(web(), operatorIn(look.locale)),
    })
    if (process.env.CRAWL_REPORT)
      process.stderr.write(
        `${nameOf(look)} ${Math.round(performance.now() - began)} ms ${JSON.stringify(report, null, 1)}\n`,
      )
    expect(report.problems).toEqual([])
  },
)
