import { expect } from 'vitest'
import type { House } from '../e2e-house.ts'
import { alertGroup, eventually, write } from '../e2e-operator.ts'
import type { Server } from '../e2e-process.ts'

const DAY_MS = 86_400_000
const dayFromNow = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10)

/** Texts that break pages which trust them: too long for a line, markup, the other direction, quotes. */
const HOSTILE = [
  `Revisar ${'contratoextremamentelongosemespaço'.repeat(4)}`,
  '<img src=x onerror=alert(1)><script>alert(2)</script> "aspas" & \'apóstrofo\'',
  'פגישה עם דני',
]

/** Something on every screen, as a few weeks of use leave it: through the API, the gateway and Alertmanager's webhook. */
export const furnish = async (server: Server, { evolution }: House): Promise<void> => {
  const post = async (path: string, body: unknown) => {
    const answer = await server.api('POST', path, { body })
    if (answer.status >= 300) throw new Error(`POST ${path}: ${answer.status} ${answer.text}`)
    return answer.json
  }
  const tasks = [
    { title: 'Ligar para o João', due_date: dayFromNow(0), due_time: '18:00', priority: 'high' },
    { title: 'Pagar o aluguel', due_date: dayFromNow(-3), labels: ['casa', 'contas'] },
    {
      title: 'Relatório mensal',
      due_date: dayFromNow(2),
      description: 'Com os números de **todos**.\n\nhttps://example.com',
    },
    { title: 'Comprar pão' },
    ...HOSTILE.map((title) => ({ title, due_date: dayFromNow(0) })),
  ]
  for (const task of tasks) await post('/tasks', task)
  const done = await post('/tasks', { title: 'Enviar a nota fiscal' })
  await server.api('PATCH', `/tasks/${done.id}`, { body: { status: 'done' } })

  await write(evolution, 'me lembra de regar as plantas amanhã às 9h')
  await write(evolution, 'tarefas')
  await post('/alerts/alertmanager', alertGroup('DiscoQuaseCheio'))
  await eventually(async () => {
    const { json } = await server.api('GET', '/notifications?limit=10')
    expect(json.notifications.length).toBeGreaterThanOrEqual(3)
  }, 20_000)
}
