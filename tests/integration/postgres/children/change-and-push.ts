import { openPostgres } from '../../../../adapters/postgres/open-postgres.ts'
import { createStorage } from '../../../../adapters/postgres/unit-of-work.ts'

// Changes one task and ends pushes of it, side by side and for ever: `went 20` after the first twenty of each.
const [url = '', task = ''] = process.argv.slice(2)
const id = Number(task)
const storage = createStorage({ connection: await openPostgres(url) })

const change = (): Promise<void> =>
  storage.run(async ({ tasks, links }) => {
    const current = await tasks.lock(id)
    if (current === null) throw new Error('The task is gone.')
    await tasks.update({ ...current, version: current.version + 1 })
    await links.touch(id, ['notion', 'sheets'], new Date(), () => crypto.randomUUID())
  })

/** As a run does it: what was read in one unit is pushed outside, and what came of it is written in another. */
const push = async (mirror: 'notion' | 'sheets'): Promise<void> => {
  const read = await storage.read(({ tasks }) => tasks.find(id))
  await storage.run(async ({ tasks, links }) => {
    const [current, link] = [await tasks.lock(id), await links.lock(mirror, id)]
    if (read === null || current === null || link === null) return
    // Two pushes are under way at once here, so that an older one may end last: it leaves the copy in doubt.
    const dirtySince = current.version === read.version ? null : (link.dirtySince ?? new Date())
    await links.save({ ...link, state: 'linked', version: read.version, dirtySince })
  })
}

for (let went = 1; ; went += 1) {
  await Promise.all([change(), push('notion'), push('sheets')])
  process.stdout.write(`went ${went}\n`)
}
