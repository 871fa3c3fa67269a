import { describe, expect, it } from 'vitest'
import { createTestConsole } from '../../support/web.ts'

interface Manifest {
  readonly name: string
  readonly short_name: string
  readonly lang: string
  readonly start_url: string
  readonly scope: string
  readonly display: string
  readonly icons: readonly { readonly src: string; readonly sizes: string; readonly type: string }[]
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** The manifest that a page names, as a browser takes it: with the address that the page has for it, and with nobody's cookie. */
const open = async (locale: 'pt-BR' | 'en') => {
  const console = await createTestConsole()
  await console.core.people.patch(console.ana.id, { locale })
  const href = /<link rel="manifest" href="([^"]+)"/.exec((await console.get('/web')).html)?.[1] ?? ''
  const { status, headers, html } = await console.get(href, null)
  const fetched = async (path: string) => console.fetch(new Request(`http://localhost:8000${path}`))
  return {
    status,
    type: headers.get('content-type'),
    manifest: JSON.parse(html) as Manifest,
    fetched,
    get: console.get,
  }
}

describe.each(['pt-BR', 'en'] as const)('what makes the console installable, in %s', (locale) => {
  it('has a name, a place to start in and a window of its own', async () => {
    const { status, type, manifest, get } = await open(locale)
    expect([status, type]).toEqual([200, 'application/manifest+json'])
    expect(manifest).toMatchObject({
      name: 'SparkOne',
      short_name: 'SparkOne',
      lang: locale,
      start_url: '/web',
      scope: '/web',
      display: 'standalone',
    })
    expect((await get(manifest.start_url)).status).toBe(200)
  })

  it('has icons in the sizes that an installation asks for, which are there and are what they say', async () => {
    const { manifest, fetched } = await open(locale)
    expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']))
    for (const { src, sizes, type } of manifest.icons) {
      const answer = await fetched(src)
      expect([src, answer.status, answer.headers.get('content-type')]).toEqual([src, 200, type])
      expect(answer.headers.get('cache-control')).toContain('immutable')
      const bytes = new Uint8Array(await answer.arrayBuffer())
      if (type === 'image/svg+xml') {
        expect(new TextDecoder().decode(bytes)).toContain('<svg')
        continue
      }
      expect([...bytes.slice(0, 8)]).toEqual(PNG)
      const header = new DataView(bytes.buffer)
      expect(`${header.getUint32(16)}x${header.getUint32(20)}`).toBe(sizes)
    }
  })
})
