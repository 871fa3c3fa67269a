import { describe, expect, it } from 'vitest'
import { type ContractCase, contractTable } from '../../support/contract-table.ts'

const cases = (title: string, ...states: ContractCase['state'][]): ContractCase[] =>
  states.map((state) => ({ titles: [title, 'inner'], state }))

describe('the table of contract suites', () => {
  it('has a line for each adapter and suite, adding up a suite that is split over several describes', () => {
    const table = contractTable([
      ...cases('task store contract: postgres', 'passed', 'failed', 'skipped'),
      ...cases('jobs contract: memory', 'passed'),
      ...cases('task store contract: postgres', 'passed', 'pending'),
    ])
    expect(table?.split('\n')).toEqual([
      'adapter   suite       ran  failed  skipped',
      'memory    jobs          1       0        0',
      'postgres  task store    3       1        2',
    ])
  })

  it('passes over everything else, and is absent when nothing is left', () => {
    expect(contractTable(cases('the summary of a run', 'passed'))).toBeNull()
    expect(contractTable([{ titles: [], state: 'passed' }])).toBeNull()
  })
})
