import { describe, expect, it } from 'vitest'
import type { Conflict, FieldProblem, MirrorTrouble } from '../../../core/sync/ports.ts'
import { wordsIn } from '../../../core/sync/words.ts'
import type { Task } from '../../../core/tasks/index.ts'
import { aTask } from '../../contracts/samples.ts'

const TROUBLES: Readonly<Record<MirrorTrouble['code'], Record<string, string>>> = {
  credentials_refused: {},
  not_shared: { email: 'robot@example.com' },
  not_found: {},
  choose_source: {},
  missing_key: { name: 'SparkOne ID' },
  missing_field: { name: 'Nome' },
  wrong_type: { name: 'Prazo' },
  missing_option: { name: 'Status', option: 'Concluída' },
  formula: { name: 'Total' },
  duplicate_header: { name: 'Tarefa' },
}
const PROBLEMS: readonly FieldProblem['code'][] = [
  'missing_option',
  'unreadable',
  'too_long',
  'unknown_person',
  'empty',
]

const task = (id: number, title: string): Task => ({ ...aTask('ana', { title }), id })
const conflict = (given: Partial<Conflict>): Conflict => ({
  id: 'c',
  taskId: 1,
  mirror: 'sheets',
  field: 'title',
  ours: 'Aqui',
  theirs: 'Lá',
  winner: 'theirs',
  at: new Date(0),
  personId: 'ana',
  resolvedAt: null,
  resolution: null,
  ...given,
})

describe.each(['pt-BR', 'en'] as const)('words in %s', (locale) => {
  const words = wordsIn(locale)

  it.each(Object.entries(TROUBLES))('say of %s what it is about, by its names', (code, params) => {
    const text = words.trouble('notion', { code: code as MirrorTrouble['code'], params })
    expect(text).toContain('Notion')
    for (const name of Object.values(params)) expect(text).toContain(name)
    expect(text).not.toMatch(/undefined|null|“”/)
  })

  it.each(PROBLEMS)('say of a field with %s which it is and where', (code) => {
    const text = words.problem('sheets', { field: 'assignee', code, value: 'Ninguém' })
    expect(text).toMatch(/^(Responsável no|Assignee in) Google Sheets: /)
    expect(text).not.toMatch(/undefined|null/)
  })

  it('name each label that has no option, once, and say of one with a comma that it can have none', () => {
    const one = words.leftOut('notion', ['casa'])
    const many = words.leftOut('notion', ['casa', 'high', 'um, dois'])
    expect(one).toMatch(/^(Etiquetas no|Labels in) Notion: .*“casa”/)
    expect(many).toMatch(/“casa”, “high”.*(vírgula|comma).*“um, dois”/)
    for (const text of [one, many]) expect(text).not.toMatch(/undefined|null|false|“”/)
  })

  it('list few of many, and say how many more there are', () => {
    const many = Array.from({ length: 9 }, (_, index) => task(index + 1, `Tarefa ${index + 1}`))
    const { body } = words.removed('notion', many)
    expect(body).toContain('• 5 · Tarefa 5')
    expect(body).not.toContain('Tarefa 6')
    expect(body).toMatch(/… (e mais|and) 4/)
  })
})

it('show both values of a conflict, absolute dates by the clock of the person', () => {
  const told = [
    { conflict: conflict({ field: 'due', ours: null, theirs: { at: '2026-11-28T17:00:00Z' } }), task: task(1, 'Um') },
    {
      conflict: conflict({ field: 'status', ours: 'completed', theirs: 'pending', winner: 'ours' }),
      task: task(2, 'Dois'),
    },
  ]
  expect(wordsIn('pt-BR').conflicts(told, 'America/Sao_Paulo')).toEqual({
    subject: '2 mudanças aqui e no Google Sheets',
    body: `2 mudanças aqui e no Google Sheets:
• 1 · Um
  Prazo: ficou sábado, 28/11/2026 às 14:00; o outro valor era vazio.
• 2 · Dois
  Status: ficou concluída; o outro valor era pendente.

Para ficar com os outros, responda "trocar"; só de uma tarefa, "trocar" e o número dela.`,
  })
  expect(wordsIn('en').conflicts(told, 'America/Sao_Paulo').body).toContain(
    'Due: Saturday, Nov 28, 2026 at 14:00 stayed; the other was empty.',
  )
})

it('say how a deleted task comes back, and what becomes of one whose copy was deleted', () => {
  const deleted = conflict({ field: 'deleted', ours: null, theirs: { description: 'Importante' }, winner: 'ours' })
  const told = [{ conflict: deleted, task: task(1, 'Um') }]
  expect(wordsIn('pt-BR').conflicts(told, 'UTC').body).toBe(`Mudou aqui e no Google Sheets:
• 1 · Um
  Apagada aqui; no Google Sheets tinham mudado para “Importante”. Ficou apagada.

Para trazer a tarefa de volta assim, responda "trocar".`)
  expect(wordsIn('en').conflicts(told, 'UTC').body).toContain('To have the task back like that, answer "swap".')
  // The word cancels: nothing is deleted by it.
  expect(wordsIn('pt-BR').removed('notion', [task(1, 'Um')]).body).toContain(
    'Se foi engano, restaure-a lá; se não precisa mais dela, responda "cancelar 1".',
  )
})
