import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'

export const OPS = fileURLToPath(new URL('../../ops', import.meta.url))

export interface AlertRule {
  readonly alert: string
  readonly expr: string
  readonly for?: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
}

/** The rules as text, for a Prometheus of the tests. */
export const alertRulesText = readFileSync(join(OPS, 'prometheus/alerts.yml'), 'utf8')

const { groups } = parse(alertRulesText) as { groups: readonly { rules: readonly AlertRule[] }[] }
export const alertRules = groups.flatMap(({ rules }) => rules)
