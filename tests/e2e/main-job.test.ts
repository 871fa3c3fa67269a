import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Temporal } from '../../core/kernel/time.ts'
import { EMAIL, GATEWAY_KEY, type House, JID, openHouse, PHONE, WEBHOOK_SECRET } from '../support/e2e-house.ts'
import { alertGroup, eventually, metric, newest, sentWith, settled, subjectOf, write } from '../support/e2e-operator.ts'
import { API_KEY, endAll, type Server } from '../support/e2e-process.ts'

const tomorrow = (): string =>
  Temporal.Now.zonedDateTimeISO('America/Sao_Paulo').add({ days: 1 }).toPlainDate().toString()

const INSTALLATIONS = [
  { database: 'pglite', cache: 'memory', whatsapp: true, email: true },
  { database: 'pglite', cache: 'memory', whatsapp: true, email: false },
  { database: 'pglite', cache: 'memory', whatsapp: false, email: true },
  { database: 'pglite', cache: 'memory', whatsapp: false, email: false },
  { database: 'postgres', cache: 'tcp', whatsapp: true, email: false },
  { database: 'postgres', cache: 'upstash', whatsapp: false, email: true },
  { database: 'postgres', cache: 'upstash', whatsapp: false, email: false },
  { database: 'postgres', cache: 'tcp', whatsapp: true, email: true },
] as const

const channelsOf = ({ whatsapp, email }: { whatsapp: boolean; email: boolean }): string =>
  [whatsapp ? 'WhatsApp' : '', email ? 'e-mail' : ''].filter(Boolean).join(' and ') || 'no channel'

/** What must never be seen in a log line or a label. The rest of the phone's spellings share its last digits. */
const CANARIES = [PHONE.slice(4), EMAIL, 'canário', 'Canário', API_KEY, GATEWAY_KEY, WEBHOOK_SECRET, '11912340009']

/** What an installation cannot do is no test of it. */
const whenIt = (can: boolean): ((name: string, test: () => Promise<void>) => void) => (can ? it : () => undefined)

for (const installation of INSTALLATIONS) {
  const { database, cache, whatsapp, email } = installation
  describe(`${database}, cache ${cache}, ${channelsOf(installation)}`, () => {
    let house: House
    let server: Server
    beforeAll(async () => {
      house = await openHouse({
        ...installation,
        env: { RECEIPT_DEADLINE_ALERT_SECONDS: '1', LOG_LEVEL: 'debug' },
      })
      server = await house.start()
    })
    afterAll(async () => {
      await house?.close()
      await endAll()
    })
    const tasks = async (query = '') => (await server.api('GET', `/tasks${query}`)).json.tasks

    it('makes a task with an absolute date of one message, however often the gateway delivers it', async () => {
      const answers = [
        await write(house.evolution, 'me lembra de alimentar o canário amanhã às 14h', '3ADUPLICATE0000000001'),
        await write(house.evolution, 'me lembra de alimentar o canário amanhã às 14h', '3ADUPLICATE0000000001'),
      ]
      expect(answers.map(({ status }) => status)).toEqual([200, 200])
      expect(answers.map(({ body }) => JSON.parse(body).status)).toEqual(['accepted', 'duplicate'])
      const [task] = await eventually(async () => {
        const all = await tasks()
        expect(all).toHaveLength(1)
        return all
      })
      expect(task).toMatchObject({ due_date: tomorrow(), due_time: '14:00', channel: 'whatsapp', status: 'pending' })
      expect(task.title).toMatch(/alimentar o canário/i)
    })

    whenIt(whatsapp)('answers to the chat it came from, once, and shows what WhatsApp said of it', async () => {
      const reply = await sentWith(house.evolution, 'alimentar o canário')
      expect(reply.address).toBe(JID)
      expect((await house.evolution.receipt(reply, 'SERVER_ACK')).status).toBe(200)
      const { deliveries } = await newest(server, 'reply', 'delivered')
      expect(deliveries).toMatchObject([{ channel: 'whatsapp', attempt: 1, state: 'delivered', external_id: reply.id }])
      expect(deliveries[0].receipts).toMatchObject([{ kind: 'server' }])
      expect(house.evolution.sent.filter(({ text }) => text.includes('alimentar o canário'))).toHaveLength(1)
    })

    whenIt(!whatsapp)('keeps its answer in the inbox when WhatsApp is not configured', async () => {
      const { body, deliveries } = await newest(server, 'reply', 'failed')
      expect(body).toMatch(/alimentar o canário/i)
      // Never to the fallback address, which others may read.
      expect(deliveries).toMatchObject([{ channel: 'whatsapp', state: 'skipped', reason: 'not_configured' }])
      expect(house.smtp.mails.filter(({ raw }) => /can=C3=A1rio|canário/.test(raw))).toEqual([])
    })

    it('tells a person without any address in the inbox alone, at once', async () => {
      const { json: person } = await server.api('POST', '/people', { body: { name: 'Carla' } })
      const sent = await server.api('POST', '/notifications', {
        body: { person_id: person.id, kind: 'reminder', body: 'Regar as plantas' },
      })
      expect(sent).toMatchObject({ status: 202, json: { status: 'delivered', chain: [] } })
      const { json } = await server.api('GET', `/notifications?person_id=${person.id}`)
      expect(json.notifications).toMatchObject([{ id: sent.json.id, body: 'Regar as plantas' }])
    })

    whenIt(whatsapp)('answers "resumo" with the brief of the day', async () => {
      await write(house.evolution, 'resumo')
      const brief = await sentWith(house.evolution, /^(Bom dia|Boa tarde|Boa noite),/)
      expect(brief.text).toMatch(/alimentar o canário/i)
      await house.evolution.receipt(brief, 'READ')
    })

    whenIt(whatsapp && email)('sends a brief by e-mail, saying why, when WhatsApp is not connected', async () => {
      house.evolution.setState('close')
      const { status, json } = await server.api('POST', '/brief/send')
      expect(status).toBe(202)
      const notification = await settled(server, json.notification_id, 'delivered')
      expect(notification.deliveries).toMatchObject([
        { channel: 'whatsapp', state: 'failed', reason: 'logged_out' },
        { channel: 'email', state: 'delivered' },
      ])
      const mail = house.smtp.mails.find(({ raw }) => subjectOf(raw).startsWith('Seu dia'))
      expect(mail?.to).toEqual([EMAIL])
      expect(subjectOf(mail?.raw ?? '')).toMatch(/por e-mail porque o WhatsApp está desconectado/)
      house.evolution.setState('open')
    })

    it('passes an alert on along the channels there are, and keeps it in the inbox', async () => {
      const group = alertGroup('DiskAlmostFull')
      const first = await server.api('POST', '/alerts/alertmanager', { body: group })
      expect(first).toMatchObject({ status: 202, json: { status: 'accepted' } })
      const again = await server.api('POST', '/alerts/alertmanager', { body: group })
      expect(again).toMatchObject({ status: 202, json: { status: 'duplicate' } })

      const alert = await newest(server, 'alert', email ? 'delivered' : 'failed')
      expect(alert.body).toContain('Disco quase cheio')
      const taken = alert.deliveries.map(({ channel, state, reason }: Record<string, unknown>) => [
        channel,
        state,
        reason,
      ])
      expect(taken).toEqual([
        whatsapp ? ['whatsapp', 'failed', 'no_receipt'] : ['whatsapp', 'skipped', 'not_configured'],
        ...(email ? [['email', 'delivered', null]] : []),
      ])
      const mails = house.smtp.mails.filter(({ raw }) => subjectOf(raw).includes('DiskAlmostFull'))
      expect(mails).toHaveLength(email ? 1 : 0)
      if (whatsapp && email) expect(subjectOf(mails[0]?.raw ?? '')).toMatch(/WhatsApp não confirmou em 1 s/)
      expect(house.evolution.sent.filter(({ text }) => text.includes('DiskAlmostFull'))).toHaveLength(whatsapp ? 1 : 0)
    })

    it('does nothing for a stranger until an operator admits them', async () => {
      const stranger = { jid: '5511912340009@s.whatsapp.net', name: 'Bruno' }
      const before = (await tasks()).length
      const first = await house.evolution.incoming({ ...stranger, id: '3B01', text: 'pagar o veterinário do canário' })
      expect(JSON.parse(first.body)).toEqual({ status: 'unknown_sender' })
      const { senders } = (await server.api('GET', '/people/unknown-senders')).json
      expect(senders).toMatchObject([{ channel: 'whatsapp', display_name: 'Bruno', messages: 1 }])
      expect(JSON.stringify(senders)).not.toContain('canário')
      const admitted = await server.api('POST', `/people/unknown-senders/${senders[0].id}/admit`, {
        body: { name: 'Bruno' },
      })
      expect(admitted).toMatchObject({ status: 201, json: { name: 'Bruno', role: 'member' } })

      await house.evolution.incoming({ ...stranger, id: '3B02', text: 'pagar o veterinário do canário' })
      await eventually(async () => expect(await tasks()).toHaveLength(before + 1))
      expect((await server.api('GET', '/people/unknown-senders')).json.senders).toEqual([])
    })

    it('refuses a webhook without the secret', async () => {
      house.evolution.setWebhook({ url: `${server.url}/webhooks/whatsapp`, jwtKey: 'not the secret' })
      expect((await write(house.evolution, 'apagar o canário')).status).toBe(401)
    })

    it('writes no phone, text, name or key in its log or metrics', async () => {
      const { status, text } = await server.api('GET', '/metrics')
      expect(status).toBe(200)
      expect(metric(text, 'sparkone_ingestion_total', { channel: 'whatsapp', status: 'duplicate' })).toBe(1)
      expect(await server.stop()).toBe(0)
      for (const canary of CANARIES) {
        expect(text.includes(canary), `${canary} in the metrics`).toBe(false)
        expect(server.output().includes(canary), `${canary} in the log`).toBe(false)
      }
    })
  })
}
