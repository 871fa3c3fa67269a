import type { Priority } from '../../tasks/task.ts'
import { type Rule, rule } from '../rule.ts'

const LEVELS: Readonly<Record<string, Priority>> = {
  lowest: 'low',
  low: 'low',
  medium: 'medium',
  normal: 'medium',
  high: 'high',
  highest: 'urgent',
  top: 'urgent',
  urgent: 'urgent',
  critical: 'urgent',
}
const LEVEL = `(?<level>${Object.keys(LEVELS).join('|')})`
const said = (source: string): Rule =>
  rule(source, ({ level }) => {
    const priority = LEVELS[level ?? '']
    return priority === undefined ? null : { kind: 'priority', priority }
  })
const means = (source: string, priority: Priority): Rule => rule(source, () => ({ kind: 'priority', priority }))

export const priorities: readonly Rule[] = [
  means('(?<=^)(?:very )?important(?= ?[:!-])', 'high'),
  said(`(?:(?:with|at|as|of) )?(?:an? )?${LEVEL}[ -](?:priority|prio)`),
  said(`(?:(?:with|at) )?(?:priority|prio)(?: ?[:=-] ?| is | )${LEVEL}`),
  means('not urgent|no rush', 'low'),
  means("(?:(?:it's|its|it is|very|super) ){0,2}(?:urgent|urgently|asap|a\\.s\\.a\\.p|as soon as possible)", 'urgent'),
]
