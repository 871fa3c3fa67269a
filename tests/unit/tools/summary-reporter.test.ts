import { describe, expect, it } from 'vitest'
import { type ModuleOutcome, summaryLine, tally } from '../../support/summary-reporter.ts'

const module = (project: string, states: ModuleOutcome['states'], broken = false): ModuleOutcome => ({
  project,
  states,
  broken,
})

describe('the summary of a run', () => {
  it('is one plain line, which speaks of skipped tests only when there were any', () => {
    expect(summaryLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed')
    expect(summaryLine({ passed: 1, failed: 2, skipped: 3 })).toBe('1 passed, 2 failed, 3 skipped')
  })

  it('counts each test once, over all projects', () => {
    const modules = [module('unit', ['passed', 'failed', 'skipped']), module('e2e', ['passed', 'pending'])]
    expect(tally(modules, ['unit', 'e2e'])).toEqual({ passed: 2, failed: 1, skipped: 2, idle: [] })
  })

  it('counts a file that broke outside its tests as a failure', () => {
    expect(tally([module('unit', ['passed']), module('unit', [], true)], [])).toMatchObject({ passed: 1, failed: 1 })
  })

  it('fails and names a required project in which no test ran', () => {
    const modules = [module('unit', ['passed']), module('integration', ['skipped'])]
    expect(tally(modules, ['unit', 'integration', 'e2e'])).toMatchObject({
      passed: 1,
      failed: 2,
      idle: ['integration', 'e2e'],
    })
  })

  it('requires nothing of a run by name', () => {
    expect(tally([module('unit', ['passed'])], [])).toMatchObject({ failed: 0, idle: [] })
  })
})
