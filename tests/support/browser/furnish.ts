import { expect } from 'vitest'
import { alertGroup, eventually, write } from '../e2e-operator.ts'
import { type Console, type ConsoleOptions, useConsole } from './console.ts'
import type { PersonName } from './people.ts'

const DAY_MS = 86_400_000
const dayFromNow = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10)

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

/** Something on every screen, as a few weeks of use leave it: by API, the gateway and Alertmanager's webhook. */
export const furnish = async (console: Console): Promise<void> => {
  const { server, house } = console
  for (const who of ['ana', 'ben'] as const) await addTasks(console, who)
  const done = await poster(console)('/tasks', { title: 'Enviar a nota fiscal' })
  await server.api('PATCH', `/tasks/${done.id}`, { body: { status: 'done' } })
  await write(house.evolution, 'me lembra de regar as plantas amanhã às 9h')
  await write(house.evolution, 'tarefas')
  await poster(console)('/alerts/alertmanager', alertGroup('DiscoQuaseCheio'))
  await eventually(async () => {
    const { json } = await server.api('GET', '/notifications?limit=10')
    expect(json.notifications.length).toBeGreaterThanOrEqual(3)
  }, 20_000)
}

/** The console as people meet it after a few weeks of use, one for a test file. */
export const useFurnishedConsole = (options: ConsoleOptions = {}): (() => Console) =>
  useConsole({ ...options, furnish })
