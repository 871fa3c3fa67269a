import type { Reporter, TestModule } from 'vitest/node'

export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** `N passed, N failed`, with `, N skipped` when there were any: the line that other programs read. */
export const summaryLine = ({ passed, failed, skipped }: Tally): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`

/** One test module as the tally sees it; `broken` when it failed outside its tests: at import or in a hook. */
export interface ModuleOutcome {
  readonly project: string
  readonly states: readonly ('passed' | 'failed' | 'skipped' | 'pending')[]
  readonly broken: boolean
}

/** Adds up a run. Each required project in which no test passed or failed counts as one failure and is named. */
export const tally = (modules: readonly ModuleOutcome[], required: readonly string[]): Tally & { idle: string[] } => {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  const ran = new Set<string>()
  for (const { project, states, broken } of modules) {
    for (const state of states) {
      counts[state === 'pending' ? 'skipped' : state] += 1
      if (state === 'passed' || state === 'failed') ran.add(project)
    }
    if (broken) counts.failed += 1
  }
  const idle = required.filter((project) => !ran.has(project))
  return { ...counts, failed: counts.failed + idle.length, idle }
}

const outcome = (module: TestModule): ModuleOutcome => {
  const states = [...module.children.allTests()].map((test) => test.result().state)
  return { project: module.project.name, states, broken: !module.ok() && !states.includes('failed') }
}

/** Ends a run with its summary line and fails it when a required project ran no test. */
export const createSummaryReporter = (required: readonly string[]): Reporter => ({
  onTestRunEnd(modules, unhandledErrors) {
    const { idle, ...counts } = tally(modules.map(outcome), required)
    for (const project of idle)
      process.stderr.write(`\nThe project ${project} ran no test, and this run requires it.\n`)
    const failed = counts.failed + unhandledErrors.length
    if (failed > 0) process.exitCode = 1
    // At exit, because the default reporter still writes after this hook, and a set-up that failed shows only there.
    process.once('exit', (code) => {
      process.stdout.write(`\n${summaryLine({ ...counts, failed: code === 0 ? failed : Math.max(failed, 1) })}\n`)
    })
  },
})
