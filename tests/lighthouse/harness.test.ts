import { expect, it } from 'vitest'
import { below, type Category, type Measured, openLighthouse, slowdownFor } from '../support/browser/lighthouse.ts'
import { around, plantSite } from '../support/browser/planted-site.ts'

const bad = around('<img src="/icon.svg"><input name="a">').replace('lang="pt-BR"', '')

it('Lighthouse names the audits of a page that is below the bar, as the person who is signed in sees it', async () => {
  const site = await plantSite({
    '/in': { status: 303, headers: { location: '/', 'set-cookie': '__Host-in=yes; Secure; HttpOnly; Path=/' } },
    '/': ({ headers }) => ({ body: headers.cookie?.includes('__Host-in=yes') ? bad : around('<p>Fora.</p>') }),
  })
  const house = await openLighthouse(Number(new URL(site).port))
  const page = await house.context.newPage()
  await page.goto(`${house.origin}/in`)
  const { scores, failing } = await house.measure('/')
  expect(scores.accessibility).toBeLessThan(95)
  expect(failing.accessibility).toEqual([
    expect.stringMatching(/^html-has-lang: /),
    expect.stringMatching(/^image-alt: /),
    expect.stringMatching(/^label: /),
  ])
})

const scoring = (scores: Readonly<Record<Category, number>>, benchmark = 2000): Measured => ({
  scores,
  benchmark,
  failing: { performance: ['slow'], accessibility: ['no label'], 'best-practices': [], seo: [] },
})

const answering = (...answers: readonly [Measured | Error, ...(Measured | Error)[]]) => {
  const slowdowns: (number | undefined)[] = []
  const measure = async (_: string, slowdown?: number): Promise<Measured> => {
    const answer = answers[slowdowns.push(slowdown) - 1] ?? answers[0]
    if (answer instanceof Error) throw answer
    return answer
  }
  return { slowdowns, measure }
}

const all = { performance: 95, accessibility: 95, 'best-practices': 95, seo: 95 }

it('a page at the bar is measured once', async () => {
  const house = answering(scoring(all))
  expect(await below(95, house, '/')).toEqual([])
  expect(house.slowdowns).toEqual([undefined])
})

it('a recording that lacks a part is made again, up to twice; what else fails has failed', async () => {
  const broken = new Error('Something went wrong with recording the trace over your page load. (NO_NAVSTART)')
  const house = answering(broken, broken, scoring(all))
  expect(await below(95, house, '/')).toEqual([])
  const never = answering(broken)
  await expect(below(95, never, '/')).rejects.toThrow('NO_NAVSTART')
  expect(never.slowdowns).toHaveLength(3)
  const other = answering(new Error('CHROME_INTERSTITIAL_ERROR'), scoring(all))
  await expect(below(95, other, '/')).rejects.toThrow('CHROME_INTERSTITIAL_ERROR')
})

it('a page that looks slow is measured again, on a phone that fits the machine, and is well once it was fast', async () => {
  const house = answering(scoring({ ...all, performance: 80 }, 800), scoring({ ...all, performance: 94 }), scoring(all))
  expect(await below(95, house, '/')).toEqual([])
  expect(house.slowdowns).toEqual([undefined, 2, 4])
})

it('a page that is slow each time is below the bar, and so is any other category at once, with its audits', async () => {
  const slow = answering(scoring({ ...all, performance: 94 }))
  expect(await below(95, slow, '/')).toEqual(['performance 94: slow'])
  expect(slow.slowdowns).toHaveLength(5)
  const wrong = answering(scoring({ ...all, accessibility: 94 }))
  expect(await below(95, wrong, '/')).toEqual(['accessibility 94: no label'])
  expect(wrong.slowdowns).toHaveLength(1)
})

it.each([
  [4000, 4],
  [1600, 4],
  [1000, 2.5],
  [200, 1],
])('a machine of benchmark %i makes its phone %f times slower', (benchmark, slowdown) => {
  expect(slowdownFor(benchmark)).toBe(slowdown)
})
