import { describe, expect, it } from 'vitest'
import type { MirrorLink, TroubleKind } from '../../core/sync/ports.ts'
import { freshStorage, type OpenStorageFn } from './harness.ts'
import { seedPerson, seedTask } from './samples.ts'
import { seedLink } from './sync-samples.ts'

/** The links that a person may want to look at. */
export const describeLinkTroubles = (name: string, open: OpenStorageFn): void => {
  describe(`link store contract: ${name}`, () => {
    const { run, read } = freshStorage(open)
    const link = async (given: Partial<MirrorLink>) =>
      seedLink({ run }, await seedTask({ run }, (await seedPerson({ run })).id), given)
    const problems = [{ field: 'labels', code: 'missing_option', value: 'casa' }] as const

    it.each<TroubleKind>(['troubled', 'removed'])(
      'gives those that are %s in pages by task, and no others',
      async (kind) => {
        const all = {
          troubled: [await link({ problems }), await link({ attempts: 2 }), await link({ problems, attempts: 1 })],
          removed: [await link({ state: 'removed' }), await link({ state: 'removed' })],
        }
        await link({ state: 'linked' })
        await link({ mirror: 'sheets', attempts: 1 })
        await link({ mirror: 'sheets', state: 'removed' })
        const seen: MirrorLink[] = []
        let after: string | null = null
        do {
          const from: { after?: string } = after === null ? {} : { after }
          const page = await read(({ links }) => links.troubles({ mirror: 'notion', kind, limit: 2, ...from }))
          expect(page.total).toBeNull()
          seen.push(...page.links)
          after = page.next
        } while (after !== null && seen.length < 9)
        expect(seen).toEqual(all[kind])
        const counted = await read(({ links }) => links.troubles({ mirror: 'notion', kind, limit: 9, offset: 1 }))
        expect(counted).toEqual({ links: all[kind].slice(1), next: null, total: all[kind].length })
      },
    )
  })
}
