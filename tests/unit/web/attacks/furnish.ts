import type { MemoryMirror } from '../../../../adapters/memory/index.ts'
import { actorOf } from '../../../support/core.ts'
import type { TestConsole } from '../../../support/web.ts'

const ANA = '5511988887777'

/** Something on every screen, with `text` wherever somebody can write one, and the ids of it all. */
export const furnish = async (console: TestConsole, text: string) => {
  const { core, storage, clock, ana, bruno, drain, deps, accounts } = console
  const actor = actorOf(ana)
  await storage.jobs.start()
  const pass = async (minutes: number): Promise<void> => {
    for (let n = 0; n < minutes; n += 1) {
      clock.advance(60_000)
      await drain()
    }
  }
  const label = text.slice(0, 50)
  const made = [
    await core.tasks.create(actor, { title: text, description: text, labels: [label], priority: 'high' }),
    await core.tasks.create(actor, { title: `1 ${text}`, due: { date: '2026-11-20', time: null } }),
    await core.tasks.create(actorOf(bruno), { title: `2 ${text}`, due: { date: '2026-11-24', time: '18:00' } }),
  ]
  const [first, second] = made
  await core.tasks.patch(actor, first?.id ?? 0, { title: `${text}!`, labels: [label, text.slice(-40)] })
  await pass(3)

  const notion = deps.mirrors?.notion as MemoryMirror
  notion.hand.edit(1, { title: `${text} lá`, labels: [label], description: text })
  await core.tasks.patch(actor, first?.id ?? 0, { title: `${text} aqui` })
  notion.hand.add({ title: `3 ${text}` })
  await pass(6)
  await storage.run(async ({ links }) => {
    const link = await links.find('notion', second?.id ?? 0)
    if (link === null) throw new Error('That task has no copy.')
    const problems = [{ field: 'title', code: 'unreadable', value: text } as const]
    await links.save({ ...link, attempts: 3, detail: text, url: `javascript:${text}`, problems })
  })

  const { id: message } = await core.capture.ingest({ channel: 'whatsapp', sender: ANA, content: text })
  await core.capture.ingest({ channel: 'whatsapp', sender: '5511977776666', content: `anotar ${text}` })
  await storage.run(({ senders }) =>
    senders.note({
      id: 'sender-1',
      channel: 'whatsapp',
      address: '5511955554444',
      key: '5511955554444',
      otherAddress: null,
      displayName: text,
      lastSeenAt: clock.now(),
    }),
  )
  console.whatsapp.script({ outcome: 'rejected', reason: 'not_on_whatsapp' })
  const told = { kind: 'alert' as const, subject: text, body: text }
  const { notification } = await core.notify.notify({ ...told, personId: ana.id })
  await core.notify.notify({ ...told, kind: 'reminder', personId: bruno.id })
  await core.alerts.receive({
    groupKey: text,
    status: 'firing',
    truncated: 0,
    externalUrl: `javascript:${text}`,
    alerts: [
      {
        fingerprint: text,
        status: 'firing',
        labels: { alertname: text, severity: text, [text]: text },
        annotations: { summary: text, summary_en: text, runbook_url: `javascript:${text}`, [text]: text },
        startsAt: clock.now(),
        endsAt: null,
      },
    ],
  })
  const { key } = await core.access.issue({ name: text.slice(0, 60), scopes: ['tasks:read'] })
  await pass(3)
  for (const person of [ana, bruno]) {
    await core.people.patch(person.id, { name: `${text.slice(0, 90)} ${person.name}` })
  }
  await accounts.authenticator.passwords.signIn(
    {
      cookie: null,
      address: text.replaceAll(/[^ -~]/g, ''),
      userAgent: text.replaceAll(/[^ -~]/g, ''),
      origin: 'http://localhost:8000',
      keepsSecure: false,
    },
    { email: 'ana@example.org', password: 'correto cavalo bateria grampo' },
  )
  const { token } = await accounts.invite({ personId: bruno.id, purpose: 'invitation' })

  const rows = storage.rows
  const ids = [rows.people, rows.notifications, rows.messages, rows.conflicts, rows.keys, rows.senders]
  const groups = [...rows.alerts.values()].map(({ id }) => id)
  const values = [
    ...ids.flatMap((table) => [...table.keys()].map(String)),
    ...made.map(({ id }) => String(id)),
    ...groups,
  ]
  const sessions = (await accounts.authenticator.keeper.sessionsOf(ana.id)).map(({ id }) => id)
  return {
    link: token,
    values: [...new Set([...values, ...sessions, 'notion', 'sheets', token, message, notification.id, key.id])],
  }
}
