import { expect, it } from 'vitest'
import { createStorage } from '../../../adapters/postgres/unit-of-work.ts'
import { aTask } from '../../contracts/samples.ts'
import { freshPostgres } from '../../support/databases.ts'
import { startChild } from './children/child.ts'

const ROUNDS = 2

it('no change is lost to a mirror, whichever processes that change and push are killed', {
  timeout: 120_000,
}, async () => {
  const database = await freshPostgres()
  try {
    const storage = createStorage({ connection: database.connection })
    const { id } = await storage.run(({ tasks }) => tasks.insert(aTask('p')))
    for (let round = 0; round < ROUNDS; round += 1) {
      const children = [0, 1].map(() => startChild('change-and-push.ts', database.url, String(id)))
      await Promise.all(children.map((child) => child.said(new RegExp(`went ${5 + 7 * round}\\n`))))
      await Promise.all(children.map((child) => child.kill()))
      // What a killed process had open is rolled back by the server, at the latest when its row is asked for.
      const { task, links } = await storage.run(async (stores) => ({
        task: await stores.tasks.lock(id),
        links: [await stores.links.lock('notion', id), await stores.links.lock('sheets', id)],
      }))
      expect(task?.version).toBeGreaterThan(1)
      for (const link of links) {
        expect(link).not.toBeNull()
        expect(link?.dirtySince === null ? link.version : task?.version).toBe(task?.version)
      }
    }
  } finally {
    await database.close()
  }
})
