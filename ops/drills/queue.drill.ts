import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, sentWith, settled } from '../../tests/support/e2e-operator.ts'
import { runCommand } from '../../tests/support/e2e-process.ts'
import { openStack, type Stack } from './stack.ts'

describe('exercício: fila parada', { timeout: 120_000 }, () => {
  let stack: Stack
  let sql: postgres.Sql
  const asked: string[] = []
  const bodies: string[] = []
  const remind = async (body: string) => {
    const { status, json } = await stack.api.api('POST', '/notifications', { body: { kind: 'reminder', body } })
    expect(status).toBe(202)
    asked.push(json.id)
    bodies.push(body)
  }
  const sparkone = async (...args: string[]) => {
    const { code, stdout, stderr } = await runCommand(args, { DATABASE_URL: stack.databaseUrl, LOCALE: 'pt-BR' })
    expect(stderr).toBe('')
    expect(code).toBe(0)
    return stdout
  }
  const confirmed = async (body: string) => {
    await stack.house.evolution.receipt(await sentWith(stack.house.evolution, body), 'SERVER_ACK')
  }
  /** What became of what was told of alerts. */
  const ofAlerts = async (): Promise<readonly string[]> => {
    const { json } = await stack.api.api('GET', '/notifications?limit=100')
    const all = json.notifications as readonly { readonly kind: string; readonly status: string }[]
    return all.filter(({ kind }) => kind === 'alert').map(({ status }) => status)
  }
  beforeAll(async () => {
    stack = await openStack('QueueStuck')
    sql = postgres(stack.databaseUrl, { max: 3, onnotice: () => undefined })
  })
  afterAll(async () => {
    await sql?.end({ timeout: 1 })
    await stack?.close()
  })

  it('uma transação esquecida segura uma tabela: o worker está vivo e nada sai', async () => {
    const forgotten = await sql.reserve()
    await forgotten`begin`
    await forgotten`lock table deliveries in access exclusive mode`
    for (const body of ['Pagar o aluguel', 'Renovar o seguro', 'Ligar pro João']) await remind(body)
    await stack.holds('sum(sparkone_job_age_seconds{queue="notify.whatsapp"}) > 0')
    // A drill does not wait five minutes for them to grow old.
    await sql`update pgboss.job set start_after = now() - interval '10 minutes' where name = 'notify.whatsapp' and state = 'created'`
    expect(stack.house.evolution.sent).toEqual([])
  })

  it('o alerta QueueStuck dispara e diz que fila; WorkerDown não, porque o worker responde', async () => {
    expect((await stack.fires('QueueStuck')).queue).toBe('notify.whatsapp')
    await eventually(async () => expect(await ofAlerts()).toHaveLength(1), 30_000)
    await stack.holds('absent(ALERTS{alertname="WorkerDown"}) and on () up{job="worker"} == 1')
  })

  it('`sparkone jobs list` mostra o que espera, e o banco mostra quem segura', async () => {
    expect(await sparkone('jobs', 'list')).toMatch(/^notify\.whatsapp +[1-9]/m)
    const blockers = await sql`select distinct unnest(pg_blocking_pids(pid)) as pid from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`
    expect(blockers).toHaveLength(1)
    await sql`select pg_terminate_backend(${blockers[0]?.pid})`
  })

  it('solta a tabela, a fila anda e o alerta se apaga', async () => {
    for (const body of bodies) await confirmed(body)
    for (const id of asked) await settled(stack.api, id, 'delivered', 30_000)
    await stack.clears('QueueStuck')
    // That it is over is told as well, and before what comes next: it would fail with what fails there.
    await sentWith(stack.house.evolution, /^✅ .*Resolvido: QueueStuck/)
    await eventually(async () => expect(await ofAlerts()).toEqual(['delivered', 'delivered']), 30_000)
  })

  it('um trabalho esgota as tentativas: DeadJobs dispara e ele fica à vista', async () => {
    await sql.unsafe(`
      create function refuse() returns trigger language plpgsql as $$ begin raise exception 'drill'; end $$;
      create trigger refuse before insert on deliveries for each row execute function refuse()`)
    await remind('Marcar o dentista')
    await eventually(async () => {
      // Its pauses between attempts are left out: the last one comes now.
      const { count } = await sql`update pgboss.job set retry_count = 7, start_after = now()
        where name = 'notify.whatsapp' and state = 'retry'`
      expect(count).toBeGreaterThan(0)
    })
    expect((await stack.fires('DeadJobs')).queue).toBe('notify.whatsapp')
    expect(await sparkone('jobs', 'list')).toMatch(/^notify\.whatsapp .* 1$/m)
  })

  it('resolvida a causa, `sparkone jobs redrive` o devolve à fila e ele sai', async () => {
    await sql`drop function refuse() cascade`
    expect(await sparkone('jobs', 'redrive', 'notify.whatsapp')).toMatch(/^De volta à fila: 1\./)
    await confirmed('Marcar o dentista')
    await settled(stack.api, asked.at(-1) ?? '', 'delivered', 30_000)
    expect(await sparkone('jobs', 'list')).toMatch(/^notify\.whatsapp .* 0$/m)
  })

  it('nada se perdeu e nada foi dito duas vezes', () => {
    const said = stack.house.evolution.sent.map(({ text }) => text)
    for (const body of bodies) expect(said.filter((text) => text.includes(body))).toHaveLength(1)
  })
})
