import { describe, expect, it } from 'vitest'
import { repliesTo } from '../../../core/capture/replies.ts'
import type { Task } from '../../../core/tasks/index.ts'
import { actorOf, createTestCore } from '../../support/core.ts'

const ZONE = 'America/Sao_Paulo'
const pt = repliesTo({ locale: 'pt-BR', timeZone: ZONE })
const en = repliesTo({ locale: 'en', timeZone: ZONE })

const task: Task = {
  id: 12,
  title: 'pagar boleto',
  description: null,
  status: 'pending',
  priority: 'urgent',
  dueDate: '2026-11-25',
  dueTime: '17:00',
  timeZone: 'UTC',
  dueAt: new Date('2026-11-25T17:00:00Z'),
  labels: [],
  assigneeId: null,
  completedAt: null,
  deletedAt: null,
  channel: 'api',
  sender: null,
  createdBy: 'ana',
  createdAt: new Date(0),
  updatedAt: new Date(0),
  version: 1,
}
const undated = { ...task, dueDate: null, dueTime: null, dueAt: null, priority: 'medium' as const }
const plain = { guessed: false, recurs: false, unread: null }

describe('what SparkOne says in a chat', () => {
  it('shows a moment by the clock of whoever reads it, in whatever zone the task was written', () => {
    expect(pt.created(task, plain)).toContain('Quarta-feira, 25/11/2026 às 14:00 · urgente')
    expect(en.rescheduled(task)).toContain('Wednesday, Nov 25, 2026 at 14:00')
    expect(pt.list([task], 1, null)).toBe('Suas tarefas (1)\n12. pagar boleto · quarta-feira, 25/11/2026 às 14:00')
  })

  it('says plainly that there is no date, and leaves an ordinary priority out', () => {
    expect(pt.created(undated, plain).split('\n')[1]).toBe('Sem data')
    expect(en.created(undated, plain).split('\n')[1]).toBe('No date')
  })

  it('says which words it could not read as a date, and how to give another, once', () => {
    const notes = { guessed: true, recurs: false, unread: '30/02' }
    const lines = pt.created(task, notes).split('\n')
    expect(lines[2]).toBe('Não entendi "30/02" como data. Se for outro dia, responda "adiar 12 para …".')
    expect(lines).toHaveLength(4)
    expect(en.created(task, notes)).toContain(
      '\nI could not read "30/02" as a date. If it is another day, answer "move 12 to …".\n',
    )
    for (const say of [pt, en]) expect(say.corrected(task, { unread: '30/02' })).toMatch(/\n.*"30\/02".*$/)
  })

  it('counts what a list leaves out', () => {
    expect(pt.list([task], 3, null)).toMatch(/\n… e mais 2$/)
    expect(en.list([task], 3, { due: 'overdue', completed: false })).toMatch(/^Overdue \(3\)[\s\S]*\n… and 2 more$/)
    expect(pt.list([], 0, { due: 'today', completed: false })).toBe('Para hoje: nada por aqui. 🎉')
  })

  it('is said in both languages, whatever it is, with the number of the task', () => {
    for (const say of [pt, en]) {
      const about = [
        say.created(task, { guessed: true, recurs: true, unread: null }),
        say.completed(task),
        say.alreadyDone(task),
        say.cancelled(task),
        say.alreadyCancelled(task),
        say.corrected(task, { unread: null }),
        say.dropped(task),
        say.rescheduled(task),
        say.toWhen(task),
        say.undone(task, 'created'),
        say.noSuchTask(12),
      ]
      for (const text of about) expect(text).toContain('12')
    }
    const words = (say: typeof pt) => Object.values(say).filter((value) => typeof value === 'string')
    expect(words(pt)).toHaveLength(words(en).length)
    for (const text of words(pt)) expect(words(en)).not.toContain(text)
  })
})

describe('a chat', () => {
  const chat = async () => {
    const test = await createTestCore()
    const say = async (content: string) => {
      const { id } = await test.core.capture.ingest({ channel: 'whatsapp', sender: '5511977776666', content })
      await test.drain()
      return (await test.core.capture.get(actorOf(test.bruno), id)).reply
    }
    return { test, say }
  }

  it('moves a task by the clock of whoever writes', async () => {
    const { test, say } = await chat()
    const due = { date: '2026-11-25', time: '17:00' }
    await test.core.tasks.create(actorOf(test.bruno), { title: 'reunião', timeZone: 'UTC', due })
    expect(await say('adiar 1 para sexta')).toContain('sexta-feira, 27/11/2026 às 14:00')
  })

  it('names words meant as a date that a time alone has dated, beside that date', async () => {
    const { say } = await chat()
    expect(await say('pagar o aluguel 30/02 às 10h')).toBe(
      [
        '📝 Anotei a tarefa 1: pagar o aluguel 30/02',
        'Quarta-feira, 25/11/2026 às 10:00',
        'Não entendi "30/02" como data. Se for outro dia, responda "adiar 1 para …".',
        'Não era isso? Responda "desfazer".',
      ].join('\n'),
    )
    expect(await say('reunião às 3')).not.toContain('como data')
  })
})
