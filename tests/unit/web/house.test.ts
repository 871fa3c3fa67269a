import { describe, expect, it } from 'vitest'
import { createTestConsole } from '../../support/web.ts'

describe('the console', () => {
  it('shows nothing to who has not signed in, and remembers where they wanted to go', async () => {
    const { get } = await createTestConsole()
    const page = await get('/web/more', null)
    expect([page.status, page.location]).toEqual([303, '/web/sign-in?to=%2Fweb%2Fmore'])
    expect(page.html).not.toContain('class="places"')
  })

  it('names in metrics and logs the route that answered, never the path', async () => {
    const routes: string[] = []
    const { get } = await createTestConsole({ deps: { onAnswer: ({ route }) => routes.push(route) } })
    for (const path of ['/web', '/web/tasks/12?q=secret', '/web/nothing-here/secret']) await get(path)
    expect(routes).toEqual(['/web', '/web/tasks/{id}', 'none'])
  })

  it('shows an operator every place and a member only theirs', async () => {
    const { get, ana, bruno } = await createTestConsole()
    expect((await get('/web/more', ana.id)).html).toContain('href="/web/people"')
    expect((await get('/web/more', bruno.id)).html).not.toContain('href="/web/people"')
  })

  it('lets nothing run that is written into a page, and nobody frame it', async () => {
    const { get } = await createTestConsole()
    const policy = (await get('/web/more')).headers.get('content-security-policy') ?? ''
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
  })

  it('serves its style sheet, for good under its current name', async () => {
    const { get } = await createTestConsole()
    const path = /href="(\/web\/assets\/\w+\/console\.css)"/.exec((await get('/web/more')).html)?.[1] ?? ''
    const sheet = await get(path, null)
    expect([sheet.status, sheet.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable'])
    expect((await get(path.replace(/assets\/\w+/, 'assets/old'), null)).headers.get('cache-control')).toBe('no-cache')
  })
})
