import postgres from 'postgres'
import { openSessions } from '../support/browser/sessions.ts'
import { KEY, start } from './server.ts'

const TASKS = 100_000
const VISITS = Number(process.env.BENCH_SECONDS ?? 5) * 40
const SECRET = 'the-secret-of-the-bench-console-0123456789'

const quantile = (values: readonly number[], q: number): number =>
  values.toSorted((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? Number.NaN

/** Spread over two months around now, most of them done, as they are where somebody has worked for years. */
const fill = async (database: string, personId: string): Promise<void> => {
  const sql = postgres(database, { max: 1, onnotice: () => undefined })
  try {
    await sql`
      insert into tasks (title, description, status, priority, due_date, due_time, time_zone, due_at, labels, assignee_id,
        channel, created_by, created_at, updated_at, completed_at, version, search_text)
      select 'Tarefa ' || n, null, case when n % 5 = 0 then 'pending' else 'completed' end, 'medium',
        (now() + ((n % 60) - 30) * interval '1 day')::date, null, 'America/Sao_Paulo',
        now() + ((n % 60) - 30) * interval '1 day', array[]::text[], ${personId}, 'api', ${personId}, now(), now(),
        case when n % 5 = 0 then null else now() end, 1, 'tarefa ' || n
      from generate_series(1, ${TASKS}) n`
    await sql`analyze tasks`
  } finally {
    await sql.end()
  }
}

/** Today as a person's browser gets it, compressed, one visit after the other, beside an answer that touches nothing. */
export const consolePages = async (env: Record<string, string>): Promise<void> => {
  const server = await start({ ...env, AUTH_SECRET: SECRET })
  const sessions = await openSessions({ ...env, AUTH_SECRET: SECRET }, server.url)
  try {
    const people = await fetch(`${server.url}/people`, { headers: { authorization: `Bearer ${KEY}` } })
    const { people: found } = (await people.json()) as { people: { id: string }[] }
    const personId = found[0]?.id ?? ''
    await fill(env.DATABASE_URL ?? '', personId)
    const cookies = await sessions.open(personId, { email: 'bench@example.com', password: 'bench of the console' })
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    const visit = async (path: string): Promise<{ ms: number; bytes: number }> => {
      const began = performance.now()
      const page = await fetch(`${server.url}${path}`, {
        headers: { cookie, 'accept-encoding': 'gzip' },
        redirect: 'manual',
      })
      // What fetch gives is unpacked again: the size on the wire is asked for below.
      const { length } = await page.text()
      if (page.status !== 200) throw new Error(`${path} answered ${page.status}`)
      return { ms: performance.now() - began, bytes: length }
    }
    const visits = async (path: string): Promise<readonly number[]> => {
      const waits: number[] = []
      for (let n = 0; n < VISITS; n += 1) waits.push((await visit(path)).ms)
      return waits
    }
    await visits('/web')
    const floor = await visits('/health/live')
    const waits = await visits('/web')
    const html = await (await fetch(`${server.url}/web`, { headers: { cookie } })).blob()
    const packed = await new Response(html.stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer()
    const [p50, p95] = [quantile(waits, 0.5), quantile(waits, 0.95)]
    const ratio = (p95 / quantile(floor, 0.95)).toFixed(1)
    process.stdout.write(
      `\nThe console, with ${TASKS.toLocaleString('en')} tasks on PostgreSQL\n` +
        `  ${'Today'.padEnd(34)}p50 ${p50.toFixed(1)}, p95 ${p95.toFixed(1)} ms (promised: 100), ${ratio} × the floor's p95\n` +
        `  ${'its page, compressed'.padEnd(34)}${(packed.byteLength / 1000).toFixed(1)} kB (promised: 60)\n`,
    )
  } finally {
    await sessions.close()
    await server.stop()
  }
}
