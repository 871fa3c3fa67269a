import { describe, expect, it } from 'vitest'
import type { Locale } from '../../../../core/people/index.ts'
import { routesOf } from '../../../support/routes.ts'
import { type House, openHouse } from './house.ts'
import { ALL_HOSTILE, foreignIn, formsIn, HOSTILE, linksIn } from './markup.ts'
import { isDoor, isFile, isStream, pathsOf } from './routes.ts'

const pagesOf = (house: House) => routesOf(house, 'GET').filter((route) => !isFile(route) && !isStream(route))
const LOCALES: readonly Locale[] = ['pt-BR', 'en']

const readBy = async (house: House, locale: Locale): Promise<void> => {
  for (const { id } of [house.ana, house.bruno]) await house.core.people.patch(id, { locale })
}

/** Every parameter that a page of ours ever puts into an address, and those that are read elsewhere. */
const parametersOf = async (house: House): Promise<readonly string[]> => {
  const names = new Set([
    'q',
    'to',
    'back',
    'after',
    'by',
    'why',
    'lang',
    'since',
    'text',
    'at',
    'chip',
    'keep',
    'which',
  ])
  for (const { pattern } of pagesOf(house)) {
    for (const path of pathsOf(pattern, house.values)) {
      const { html } = await house.get(path)
      for (const { method, fields } of formsIn(html)) {
        if (method !== 'post') for (const name of Object.keys(fields)) names.add(name)
      }
      for (const link of linksIn(html)) {
        for (const name of new URL(link, 'http://localhost').searchParams.keys()) names.add(name)
      }
    }
  }
  return [...names]
}

describe('what others wrote', () => {
  const cases = HOSTILE.map((text, at) => ({ text, locale: LOCALES[at % 2] ?? 'en' }))
  it.each([...LOCALES.map((locale) => ({ text: ALL_HOSTILE, locale })), ...cases])(
    'is text on every page that there is, in $locale: $text',
    async ({ text, locale }) => {
      const house = await openHouse({ text })
      await readBy(house, locale)
      const shown = new Set<string>()
      for (const who of [house.ana.id, house.bruno.id, null]) {
        for (const { pattern } of pagesOf(house)) {
          for (const path of pathsOf(pattern, house.values)) {
            const page = await house.get(path, who)
            expect({ path, foreign: foreignIn(page.html) }).toEqual({ path, foreign: [] })
            if (page.status === 200 || (who !== null && page.status === 303)) shown.add(pattern)
          }
        }
      }
      // Each page was really seen with it, but for the way by a provider, which there is none of here.
      const unseen = pagesOf(house).filter(({ pattern }) => !shown.has(pattern) && !pattern.includes('/provider'))
      expect(unseen.map(({ pattern }) => pattern)).toEqual([])
      expect(house.errors).toEqual([])
    },
  )
})

describe('what an address says', () => {
  it('is text on every page that shows it, in every parameter that there is', async () => {
    const house = await openHouse()
    const names = await parametersOf(house)
    for (const who of [house.ana.id, null]) {
      for (const { pattern } of pagesOf(house)) {
        for (const path of pathsOf(pattern, house.values).slice(0, 3)) {
          for (const text of HOSTILE) {
            const query = new URLSearchParams(Object.fromEntries(names.map((name) => [name, text])))
            const page = await house.get(`${path}?${query}`, who)
            expect({ path, foreign: foreignIn(page.html) }).toEqual({ path, foreign: [] })
            expect(page.status).toBeLessThan(500)
          }
        }
      }
    }
    expect(house.errors).toEqual([])
  })

  it('is text also where the path itself is what nobody has', async () => {
    const house = await openHouse()
    for (const text of HOSTILE) {
      for (const place of ['', '/tasks', '/deliveries', '/sign-in', '/link', '/assets/x']) {
        const page = await house.get(`/web${place}/${encodeURIComponent(text)}`)
        expect(page.status).toBeGreaterThanOrEqual(400)
        expect(foreignIn(page.html)).toEqual([])
      }
    }
    expect(house.errors).toEqual([])
  })
})

describe('what a browser says', () => {
  it('is text: cookies that others may have set, languages, agents', async () => {
    const house = await openHouse()
    const browser = await house.browserOf(house.ana.id)
    for (const text of HOSTILE) {
      const undo = { action: '/web/tasks/undo', fields: { [text]: text } }
      for (const said of [
        { tone: 'good', text, undo },
        { tone: text, text },
        text,
        { tone: 'good', text, undo: { action: text, fields: {} } },
      ]) {
        const one = browser.copy()
        one.put('sparkone_said', encodeURIComponent(JSON.stringify(said)))
        one.put('sparkone_theme', encodeURIComponent(text))
        const headers = { 'accept-language': encodeURIComponent(text), 'user-agent': text.replaceAll(/[^ -~]/g, '') }
        const { html } = await one.get('/web/more', headers)
        expect(foreignIn(html)).toEqual([])
      }
    }
  })

  it.each([
    'https://evil.example/',
    '//evil.example',
    '/web/\\evil.example',
    '/elsewhere',
    'javascript:alert(1)',
    '/web/people/00000000-0000-4000-8000-000000000001',
    '/web/tasks/1/remove',
    '/web/deliveries/pause/../../people/new',
  ])('posts no undo to %s, whoever wrote the cookie that says so', async (action) => {
    const house = await openHouse()
    const one = (await house.browserOf(house.ana.id)).copy()
    one.put(
      'sparkone_said',
      encodeURIComponent(JSON.stringify({ tone: 'good', text: 'a', undo: { action, fields: {} } })),
    )
    const offered = new Set(formsIn((await one.get('/web/more')).html).map((form) => form.action))
    expect([...offered]).toEqual(['/web/sign-out'])
  })
})

describe('a page before the door', () => {
  it('shows what a stranger typed as text', async () => {
    const house = await openHouse()
    for (const { pattern } of routesOf(house, 'POST').filter(isDoor)) {
      for (const path of pathsOf(pattern, [house.link])) {
        for (const text of HOSTILE) {
          const names = ['email', 'password', 'code', 'by', 'to', 'csrf']
          const page = await house.post(path, Object.fromEntries(names.map((name) => [name, text])), null)
          expect({ path, foreign: foreignIn(page.html) }).toEqual({ path, foreign: [] })
        }
      }
    }
    expect(house.errors).toEqual([])
  })
})
