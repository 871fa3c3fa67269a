import type { Priority } from '../../tasks/task.ts'
import { type Rule, rule } from '../rule.ts'

const LEVELS: Readonly<Record<string, Priority>> = {
  baixa: 'low',
  baixissima: 'low',
  minima: 'low',
  media: 'medium',
  normal: 'medium',
  alta: 'high',
  altissima: 'urgent',
  maxima: 'urgent',
  urgente: 'urgent',
  critica: 'urgent',
}
const LEVEL = `(?<level>${Object.keys(LEVELS).join('|')})`
const PRIORITY = '(?:prioridade|prior|prio)\\.?'

const said = (source: string): Rule =>
  rule(source, ({ level }) => {
    const priority = LEVELS[level ?? '']
    return priority === undefined ? null : { kind: 'priority', priority }
  })
const means = (source: string, priority: Priority): Rule => rule(source, () => ({ kind: 'priority', priority }))

export const priorities: readonly Rule[] = [
  means('(?<=^)(?:muito )?importante(?= ?[:!-])', 'high'),
  said(`(?:(?:com|de|em|e|na|tem) )?${PRIORITY}(?: ?[:=-] ?| e | )${LEVEL}`),
  said(`(?:(?:com|de|em|e|na|tem) )?${LEVEL} ${PRIORITY}`),
  means('(?:(?:nao e|nao|sem) (?:muito )?(?:urgente|urgencia)|sem pressa)', 'low'),
  means('(?:(?:e|com|muito|mto|super|bem) ){0,2}(?:urgente|urgentissim[oa]|urgencia)', 'urgent'),
]
