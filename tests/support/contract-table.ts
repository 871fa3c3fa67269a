import type { Reporter, TestCase, TestModule } from 'vitest/node'

/** One case of a contract suite as it ended; its titles outermost first. */
export interface ContractCase {
  readonly titles: readonly string[]
  readonly state: 'passed' | 'failed' | 'skipped' | 'pending'
}

const TITLE = /^(.+) contract: (.+)$/

interface Cell {
  ran: number
  failed: number
  skipped: number
}

/**
 * A table with a line for each adapter and suite: cases run, how many of them failed, how many were skipped. Takes the
 * suites whose title is `<port> contract: <adapter>` and passes over all else; null when there is none.
 */
export const contractTable = (cases: readonly ContractCase[]): string | null => {
  const rows = new Map<string, Cell & { adapter: string; suite: string }>()
  for (const { titles, state } of cases) {
    const [, suite, adapter] = titles.map((title) => TITLE.exec(title)).find((match) => match !== null) ?? []
    if (suite === undefined || adapter === undefined) continue
    const key = JSON.stringify([adapter, suite])
    const row = rows.get(key) ?? { adapter, suite, ran: 0, failed: 0, skipped: 0 }
    if (state === 'passed' || state === 'failed') row.ran += 1
    else row.skipped += 1
    if (state === 'failed') row.failed += 1
    rows.set(key, row)
  }
  if (rows.size === 0) return null

  const sorted = [...rows.values()].toSorted(
    (a, b) => a.adapter.localeCompare(b.adapter) || a.suite.localeCompare(b.suite),
  )
  const lines = sorted.map(({ adapter, suite, ran, failed, skipped }) =>
    [adapter, suite, ran, failed, skipped].map(String),
  )
  return aligned([['adapter', 'suite', 'ran', 'failed', 'skipped'], ...lines])
}

/** Columns padded to their widest cell: names to the right, numbers to the left. */
const aligned = (lines: readonly (readonly string[])[]): string => {
  const width = (column: number): number => Math.max(...lines.map((line) => line[column]?.length ?? 0))
  const pad = (cell: string, column: number): string =>
    column < 2 ? cell.padEnd(width(column)) : cell.padStart(width(column))
  return lines.map((line) => line.map(pad).join('  ').trimEnd()).join('\n')
}

const titlesOf = (test: TestCase): string[] => {
  const titles: string[] = []
  for (let parent = test.parent; parent.type === 'suite'; parent = parent.parent) titles.unshift(parent.name)
  return titles
}

const casesOf = (module: TestModule): ContractCase[] =>
  [...module.children.allTests()].map((test) => ({ titles: titlesOf(test), state: test.result().state }))

/** Ends a run with the table of its contract suites and the reasons its tests gave for being skipped. */
export const createContractTable = (): Reporter => ({
  onTestRunEnd(modules) {
    const table = contractTable(modules.flatMap(casesOf))
    if (table === null) return
    process.stdout.write(`\n${table}\n`)
    for (const module of modules) {
      for (const test of module.children.allTests('skipped')) {
        const result = test.result()
        const reason = result.state === 'skipped' ? result.note : undefined
        if (reason !== undefined) process.stdout.write(`skipped: ${test.fullName}: ${reason}\n`)
      }
    }
  },
})
