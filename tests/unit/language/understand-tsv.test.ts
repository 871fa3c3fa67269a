import { describe, expect, it } from 'vitest'
import { understandLine, understandTsv } from '../../../handlers/cli/understand.ts'

const options = { now: new Date('2026-11-24T13:00:00Z'), timeZone: 'America/Sao_Paulo', locale: 'pt-BR' as const }
const objectsOf = (lines: string): unknown[] =>
  lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

describe('sparkone understand', () => {
  it('prints everything it understood of one text, under the published names', () => {
    expect(JSON.parse(understandLine('reunião de equipe toda segunda às 9h prioridade alta', options))).toEqual({
      text: 'reunião de equipe toda segunda às 9h prioridade alta',
      intent: 'create_task',
      title: 'reunião de equipe',
      due_date: '2026-11-30',
      due_time: '09:00',
      rrule: 'FREQ=WEEKLY;BYDAY=MO',
      priority: 'high',
      ref: null,
      refs: [],
      certainty: 'high',
    })
  })

  it('reads one text a line when there is no header', () => {
    expect(objectsOf(understandTsv('comprar pão\r\n\r\nconcluir 12\r\n', options))).toMatchObject([
      { text: 'comprar pão', intent: 'create_task' },
      { text: 'concluir 12', intent: 'complete_task', ref: 12 },
    ])
  })

  it('reads the columns that a header names, whatever others there are', () => {
    const table = 'locale\tnote\ttext\nen\tx\ttrip 12/15\npt\ty\tviagem 3/1\n\tz\tpagar amanhã\n'
    expect(objectsOf(understandTsv(`\ufeff${table}`, options))).toMatchObject([
      { text: 'trip 12/15', due_date: '2026-12-15' },
      { text: 'viagem 3/1', due_date: '2027-01-03' },
      { text: 'pagar amanhã', due_date: '2026-11-25' },
    ])
  })

  it('reads a single column under its header', () => {
    expect(objectsOf(understandTsv('text\ncomprar pão\n', options))).toHaveLength(1)
  })

  it('prints nothing for nothing', () => {
    expect(understandTsv('', options)).toBe('')
  })
})
