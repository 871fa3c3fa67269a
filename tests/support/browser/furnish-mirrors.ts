import { expect } from 'vitest'
import { eventually } from '../e2e-operator.ts'
import type { Console } from './console.ts'
import { addTask } from './tasks.ts'

const PATIENCE_MS = 20_000

/** A conflict, a date that nobody can read and a page that somebody deleted: what mirrors are looked at for. */
export const furnishMirrors = async (console: Console): Promise<void> => {
  const { outside, server } = console
  if (outside === null) return
  const soon = <T>(ask: () => T | Promise<T>) => eventually(ask, PATIENCE_MS)
  const titles = ['Trocar o filtro do ar', 'Renovar o alvará', 'Limpar a caixa d’água']
  const [conflicting = 0] = await Promise.all(
    titles.map((title) => addTask(console, { title, priority: 'low', due_date: '2031-03-14' })),
  )
  const pages = await Promise.all(titles.map((title) => soon(() => outside.notion.hand.find(title))))
  const row = await soon(() => outside.sheets.hand().rowWhere('Tarefa', titles[1] ?? ''))
  await soon(async () => {
    const { mirrors } = (await server.api('GET', `/tasks/${conflicting}?include=mirrors`)).json
    expect(mirrors.map(({ state }: { state: string }) => state)).toEqual(['synced', 'synced'])
  })
  await server.api('POST', '/sync/notion/pause')
  await server.api('PATCH', `/tasks/${conflicting}`, { body: { priority: 'urgent' } })
  outside.notion.hand.edit(pages[0] ?? '', { Prioridade: 'Alta' })
  outside.notion.hand.trash(pages[2] ?? '')
  outside.sheets.hand().edit(row, { Prazo: 'depois do carnaval' })
  await server.api('POST', '/sync/notion/resume')
  await server.api('POST', '/sync/sheets', { body: { mode: 'pull' } })
  await soon(async () => {
    const { json } = await server.api('GET', `/sync/conflicts?task_id=${conflicting}`)
    expect(json.conflicts).toHaveLength(1)
  })
}
