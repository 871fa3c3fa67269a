import { expect } from 'vitest'
import { localDate } from '../../../core/kernel/time.ts'
import { alertGroup, eventually, write } from '../e2e-operator.ts'
import { type Console, type ConsoleOptions, useConsole } from './console.ts'
import { furnishMirrors } from './furnish-mirrors.ts'
import { repeatOnDaysBefore } from './furnish-past.ts'
import type { PersonName } from './people.ts'

const DAY_MS = 86_400_000
/** By the clock of the people here, on which it is yesterday for hours after UTC's midnight. */
const dayFromNow = (days: number): string => localDate(new Date(Date.now() + days * DAY_MS), 'America/Sao_Paulo')

/** Texts that break pages which trust them: too long for a line, markup, the other direction, quotes. */
const HOSTILE = [
  `Revisar ${'contratoextremamentelongosemespaço'.repeat(4)}`,
  '<img src=x onerror=alert(1)><script>alert(2)</script> "aspas" & \'apóstrofo\'',
  'פגישה עם דני',
]

const poster =
  ({ server }: Console) =>
  async (path: string, body: unknown) => {
    const answer = await server.api('POST', path, { body })
    if (answer.status >= 300) throw new Error(`POST ${path}: ${answer.status} ${answer.text}`)
    return answer.json
  }

/** Tasks for somebody to use up. */
export const addTasks = async (console: Console, who: PersonName): Promise<void> => {
  const assignee_id = await console.personId(who)
  const tasks = [
    { title: 'Ligar para o João', due_date: dayFromNow(0), due_time: '18:00', priority: 'high' },
    { title: 'Pagar o aluguel', due_date: dayFromNow(-3), labels: ['casa', 'contas'] },
    { title: 'Relatório mensal', due_date: dayFromNow(2), description: 'Com **todos**.\n\nhttps://example.com' },
    { title: 'Comprar pão' },
    ...HOSTILE.map((title) => ({ title, due_date: dayFromNow(0) })),
  ]
  for (const task of tasks) await poster(console)('/tasks', { ...task, assignee_id })
}

const MESSAGES = ['me lembra de regar as plantas amanhã às 9h', 'tarefas', 'resumo', 'qual o sentido da vida?']
const STRANGERS = ['Marcos da Oficina', 'Rita', '<b>Téo</b> & "filhos"']
let strangers = 0

/** People whom nobody knows yet, for somebody to let in or to send away; others each time. */
export const addStrangers = async ({ house }: Console): Promise<void> => {
  for (const name of STRANGERS) {
    strangers += 1
    const end = String(strangers).padStart(4, '0')
    const from = { jid: `552199876${end}@s.whatsapp.net`, id: `3A90000000000000${end}`, name }
    await house.evolution.incoming({ ...from, text: 'Bom dia, o carro está pronto' })
  }
}

/** Caio has no WhatsApp and is reached by e-mail; Dora is reached nowhere. */
const addColleagues = async (console: Console): Promise<void> => {
  const { server, house } = console
  const people = {
    caio: {
      brief_time: '08:15',
      aliases: [
        { channel: 'whatsapp', address: '+5511987650002' },
        { channel: 'email', address: 'caio.lima@sparkone.test' },
      ],
    },
    dora: {
      time_zone: 'Europe/Lisbon',
      chain: ['whatsapp'],
      aliases: [{ channel: 'whatsapp', address: '+5511987650003' }],
    },
  } as const
  house.evolution.unknownNumber('5511987650002')
  house.evolution.unknownNumber('5511987650003')
  for (const who of ['caio', 'dora'] as const) {
    const person_id = await console.personId(who)
    await server.api('PATCH', `/people/${person_id}`, { body: people[who] })
    await poster(console)('/notifications', {
      person_id,
      kind: 'reminder',
      body: `Lembrete: conferir o estoque com ${who === 'caio' ? 'a Dora' : 'o Caio'} às 15h.`,
    })
  }
}

const addAlerts = async (console: Console): Promise<void> => {
  const disk = alertGroup('DiscoQuaseCheio')
  const backup = alertGroup('BackupAtrasado')
  await poster(console)('/alerts/alertmanager', disk)
  await poster(console)('/alerts/alertmanager', backup)
  const endsAt = new Date().toISOString()
  const alerts = backup.alerts.map((alert) => ({ ...alert, status: 'resolved', endsAt }))
  await poster(console)('/alerts/alertmanager', { ...backup, status: 'resolved', alerts })
}

/** Something on every screen, as a few weeks of use leave it: by API, the gateway and Alertmanager's webhook. */
export const furnish = async (console: Console): Promise<void> => {
  const { server, house } = console
  house.evolution.acknowledge('SERVER_ACK', 'DELIVERY_ACK', 'READ')
  for (const who of ['ana', 'ben'] as const) await addTasks(console, who)
  const done = await poster(console)('/tasks', { title: 'Enviar a nota fiscal' })
  await server.api('PATCH', `/tasks/${done.id}`, { body: { status: 'done' } })
  for (const text of MESSAGES) await write(house.evolution, text)
  await addStrangers(console)
  await addAlerts(console)
  await addColleagues(console)
  await poster(console)('/keys', { name: 'Planilha da loja', scopes: ['tasks:read', 'tasks:write'] })
  await poster(console)('/brief/send', {})
  await furnishMirrors(console)
  await eventually(async () => {
    const { json } = await server.api('GET', '/notifications?limit=100')
    expect(json.notifications.length).toBeGreaterThanOrEqual(8)
    expect(json.notifications.filter(({ status }: { status: string }) => status === 'pending')).toEqual([])
  }, 20_000)
  // Only now, since by night they would hold what was to be told above.
  const quiet = { quiet_hours: { start: '22:00', end: '07:30' } }
  await server.api('PATCH', `/people/${await console.personId('caio')}`, { body: quiet })
  await repeatOnDaysBefore(house.env.DATABASE_URL ?? '', 12)
}

/** The console as people meet it after a few weeks of use, one for a test file. */
export const useFurnishedConsole = (options: ConsoleOptions = {}): (() => Console) =>
  useConsole({ mirrors: true, ...options, furnish })
