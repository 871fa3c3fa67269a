import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyPostgres, type FreshPostgres } from '../support/databases.ts'
import { type House, openHouse } from '../support/e2e-house.ts'
import { eventually, settled } from '../support/e2e-operator.ts'
import { endAll, runCommand, type Server } from '../support/e2e-process.ts'
import { buildEarlier, type Commit, type EarlierCode, mayRunOn, whyNot } from '../support/earlier-code.ts'

/** Of each released schema the last code, newest first. Those that a migration leaves behind may go. */
const EARLIER: readonly Commit[] = [
  { commit: 'f599e5a37f227e1be4d70c8c903cd15e364eb761', newest: '0002_folded_search' },
]

describe.each(EARLIER)('the code of $newest beside this one', { timeout: 120_000 }, (earlier) => {
  const why = whyNot(earlier) ?? (mayRunOn(earlier) ? null : 'a migration says that this code cannot run on it')

  describe.skipIf(why !== null)(`on one database${why === null ? '' : ` (skipped: ${why})`}`, () => {
    let old: EarlierCode
    let database: FreshPostgres
    let house: House
    const servers = {} as Record<'oldApi' | 'oldWorker' | 'api' | 'worker', Server>
    const asked: { id: string; body: string }[] = []

    const remind = async (by: Server, body: string) => {
      const { status, json } = await by.api('POST', '/notifications', { body: { kind: 'reminder', body } })
      expect(status).toBe(202)
      asked.push({ id: json.id, body })
    }
    /** Each message that left has its receipt, until all that was asked for is delivered. */
    const allDelivered = async () => {
      const confirmed = new Set<string>()
      for (const { id, body } of asked) {
        const sent = await eventually(() => {
          const found = house.evolution.sent.find(({ text }) => text.includes(body))
          if (found === undefined) throw new Error(`${body} has not left`)
          return found
        }, 30_000)
        if (!confirmed.has(sent.id)) await house.evolution.receipt(sent, 'SERVER_ACK')
        confirmed.add(sent.id)
        await settled(servers.api ?? servers.oldApi, id, 'delivered', 30_000)
      }
    }
    const titles = async (by: Server) =>
      (await by.api('GET', '/tasks?limit=100')).json.tasks.map(({ title }: { title: string }) => title).toSorted()

    beforeAll(async () => {
      old = buildEarlier(earlier)
      database = await emptyPostgres()
      house = await openHouse({ database: 'postgres', whatsapp: true, env: { DATABASE_URL: database.url } })
      expect((await runCommand(['migrate'], house.env, undefined, old.program)).code).toBe(0)
      servers.oldApi = await house.start({ role: 'serve', program: old.program })
      servers.oldWorker = await house.start({ role: 'work', program: old.program })
      expect((await servers.oldApi.api('POST', '/tasks', { body: { title: 'Antes' } })).status).toBe(201)
    })
    afterAll(async () => {
      await house?.close()
      await endAll()
      await database?.close()
      old?.remove()
    })

    it('goes on working while and after this code migrates', async () => {
      await remind(servers.oldApi, 'Antes da migração')
      const { code, stderr } = await runCommand(['migrate'], house.env)
      expect(stderr).toBe('')
      expect(code).toBe(0)
      await remind(servers.oldApi, 'Depois da migração')
      expect((await servers.oldApi.api('POST', '/tasks', { body: { title: 'Durante' } })).status).toBe(201)
      expect((await servers.oldApi.api('GET', '/health/ready', { key: null })).status).toBe(200)
      await allDelivered()
    })

    it('and this one read and change what the other wrote', async () => {
      servers.api = await house.start({ role: 'serve' })
      const { json: made } = await servers.api.api('POST', '/tasks', {
        body: { title: 'Depois', due: 'amanhã às 10h' },
      })
      expect(await titles(servers.oldApi)).toEqual(['Antes', 'Depois', 'Durante'])
      expect(await titles(servers.api)).toEqual(['Antes', 'Depois', 'Durante'])
      const status = { body: { status: 'completed' } }
      expect((await servers.oldApi.api('PATCH', `/tasks/${made.id}/status`, status)).status).toBe(200)
      expect((await servers.api.api('GET', `/tasks/${made.id}`)).json.status).toBe('completed')
    })

    it('share one queue: what either takes in is sent once, whichever worker sends it', async () => {
      servers.worker = await house.start({ role: 'work' })
      for (let n = 1; n <= 5; n += 1) {
        await remind(servers.oldApi, `Da antiga, número ${n}.`)
        await remind(servers.api, `Da nova, número ${n}.`)
      }
      await allDelivered()
      for (const { body } of asked) {
        expect(house.evolution.sent.filter(({ text }) => text.includes(body))).toHaveLength(1)
      }
    })

    it('a worker of it that dies leaves its work to one of ours', async () => {
      await servers.oldWorker.kill()
      await remind(servers.oldApi, 'Sem o worker antigo')
      await allDelivered()
    })

    it('starts again on the schema of this one, as a way back needs it to', async () => {
      await servers.oldApi.stop()
      servers.oldApi = await house.start({ role: 'serve', program: old.program })
      expect(await titles(servers.oldApi)).toEqual(['Antes', 'Depois', 'Durante'])
    })
  })
})
