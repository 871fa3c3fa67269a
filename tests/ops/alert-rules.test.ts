import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { alertRules, OPS } from '../support/alert-rules.ts'

const folder = join(OPS, 'prometheus/tests')
const files = readdirSync(folder).filter((name) => name.endsWith('.test.yml'))
const promtool = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync('promtool', args, { encoding: 'utf8', timeout: 120_000 })
  return { status, output: `${stdout}${stderr}` }
}

interface RuleTest {
  readonly promql_expr_test: readonly { readonly expr: string; readonly exp_samples: readonly unknown[] }[]
}
const ALERT = /^ALERTS\{alertname="(\w+)",alertstate="firing"\}$/

/** What the tests of the rules expect of each alert: whether it fires. */
const expectations = files.flatMap((file) =>
  (parse(readFileSync(join(folder, file), 'utf8')) as { tests: readonly RuleTest[] }).tests.flatMap((test) =>
    test.promql_expr_test.map(({ expr, exp_samples }) => ({
      alert: ALERT.exec(expr)?.[1] ?? `not about an alert: ${expr}`,
      fires: exp_samples.length > 0,
    })),
  ),
)

describe('the alert rules', () => {
  it('are valid, and no two say the same', () => {
    const { status, output } = promtool(
      ...['check', 'rules', '--lint=all', '--lint-fatal', join(OPS, 'prometheus/alerts.yml')],
    )
    expect(output).toContain(`${alertRules.length} rules found`)
    expect(status).toBe(0)
  })

  it('are tested by name, each of them', () => {
    const tested = new Set(expectations.map(({ alert }) => alert))
    expect([...tested].sort()).toEqual(alertRules.map(({ alert }) => alert).sort())
  })

  it.each(alertRules.filter(({ alert }) => alert !== 'Watchdog'))('$alert is shown firing and not firing', (rule) => {
    const own = expectations.filter(({ alert }) => alert === rule.alert)
    expect(own.some(({ fires }) => fires)).toBe(true)
    expect(own.some(({ fires }) => !fires)).toBe(true)
  })

  it('the watchdog never stops', () => {
    expect(expectations.filter(({ alert }) => alert === 'Watchdog').map(({ fires }) => fires)).not.toContain(false)
  })
})

describe.each(files)('%s', (file) => {
  let run: ReturnType<typeof promtool>
  beforeAll(() => {
    run = promtool('test', 'rules', join(folder, file))
  })

  it('holds', () => {
    expect(run.output).not.toContain('FAILED')
    expect(run.output).toContain('SUCCESS')
    expect(run.status).toBe(0)
  })
})

describe.each(alertRules)('$alert', ({ alert, labels, annotations }) => {
  it('has a known severity', () => {
    expect(['critical', 'warning', 'none']).toContain(labels.severity)
  })

  it('says the same in Portuguese and in English', () => {
    const variables = (text: string | undefined) => (text?.match(/\{\{.*?\}\}/g) ?? []).sort()
    for (const name of ['summary', 'description']) {
      expect(annotations[name], name).toMatch(/\S/)
      expect(annotations[`${name}_en`], `${name}_en`).toMatch(/\S/)
      expect(annotations[`${name}_en`]).not.toBe(annotations[name])
      expect(variables(annotations[`${name}_en`])).toEqual(variables(annotations[name]))
    }
  })

  it('names a section of the runbook', () => {
    expect(annotations.runbook_url, alert).toMatch(/^docs\/operacao\.md#[a-z0-9-]+$/)
  })
})
