import { createIds, createMemoryMirror, systemClock } from '../../adapters/memory/index.ts'
import { createStorage } from '../../adapters/postgres/index.ts'
import { openPostgres } from '../../adapters/postgres/open-postgres.ts'
import { type Actor, type CoreDeps, DEFAULT_SETTINGS, makeCore } from '../../core/index.ts'

const TASKS = 2_000
const CALLERS = 10

/**
 * What mirrors cost whoever writes tasks: their links and jobs are in the same transaction, what is outside is not.
 * Without HTTP, so that nothing hides it; both ways take turns, so that neither has the better moment.
 */
export const mirrorCost = async (url: string): Promise<void> => {
  const connection = await openPostgres(url)
  try {
    const storage = createStorage({ connection })
    const notion = createMemoryMirror({ name: 'notion', reading: 'each', clock: systemClock })
    const sheets = createMemoryMirror({ name: 'sheets', reading: 'whole', clock: systemClock })
    const over = (mirrors: CoreDeps['mirrors']) =>
      makeCore({
        storage,
        clock: systemClock,
        ids: createIds(),
        settings: DEFAULT_SETTINGS,
        channels: {},
        mirrors: mirrors ?? {},
      })
    const ways = { 'no mirror': over({}), 'two mirrors': over({ notion, sheets }) }
    await ways['no mirror'].people.ensureOperators([])
    const [operator] = (await ways['no mirror'].people.list({ limit: 1 })).people
    if (operator === undefined) throw new Error('There is no operator.')
    const actor: Actor = { personId: operator.id, role: 'operator', channel: 'api' }

    process.stdout.write(`\nCreating and changing a task on PostgreSQL, ${CALLERS} at a time\n`)
    const took: Record<string, number[]> = { 'no mirror': [], 'two mirrors': [] }
    for (let round = 0; round < 4; round += 1) {
      for (const [name, { tasks }] of Object.entries(ways)) {
        let left = TASKS / 4
        const caller = async (): Promise<void> => {
          while (left > 0) {
            left -= 1
            const began = performance.now()
            const task = await tasks.create(actor, { title: 'Pagar o aluguel' })
            await tasks.patch(actor, task.id, { priority: 'high' })
            took[name]?.push(performance.now() - began)
          }
        }
        await Promise.all(Array.from({ length: CALLERS }, caller))
      }
    }
    for (const [name, times] of Object.entries(took)) {
      const sorted = times.toSorted((one, other) => one - other)
      const at = (q: number) => (sorted[Math.floor(sorted.length * q)] ?? Number.NaN).toFixed(1)
      const rate = (1000 * CALLERS * times.length) / times.reduce((sum, one) => sum + one, 0)
      process.stdout.write(
        `  ${name.padEnd(18)}${rate.toFixed(0).padStart(8)}/s   p50 ${at(0.5)}, p99 ${at(0.99)} ms\n`,
      )
    }
  } finally {
    await connection.close()
  }
}
