import type { Priority } from '../../tasks/task.ts'
import type { Rule } from '../rules.ts'
import { rule } from '../rules.ts'

const LEVELS: Readonly<Record<string, Priority>> = {
  baix: 'low',
  minim: 'low',
  medi: 'medium',
  norma: 'medium',
  alt: 'high',
  maxim: 'urgent',
  urgent: 'urgent',
  altissim: 'urgent',
  total: 'urgent',
}
const LEVEL = '(?<level>baix[ao]|minim[ao]|medi[ao]|normal|alt[ao]|altissima|maxima|total|urgente)'
const levelOf = (word: string): Priority => LEVELS[word.slice(0, -1)] ?? 'medium'

export const priorities: readonly Rule<Priority>[] = [
  rule(`[\\[(]?(?:com |em |de |e |tem )?(?:prioridade|prio)(?: e|:| :)? ?${LEVEL}[\\])]?`, ({ part }) =>
    levelOf(part('level')),
  ),
  rule(`[\\[(]?(?:com |em |de |e )?${LEVEL} prioridade[\\])]?`, ({ part }) => levelOf(part('level'))),
  rule(
    '(?:(?:e|nada|isso) )?(?:nao e urgente|nao (?:e )?urgente|nada urgente|sem (?:pressa|urgencia)(?: nenhuma)?)',
    () => 'low',
  ),
  rule('[\\[(]?(?:(?:e|eh|isso e|muito|super|bem|com) )*(?:urgente|urgentissim[oa]|urgencia)[\\])]?', (at) =>
    at.text.endsWith('urgencia') && !at.text.startsWith('com ') ? null : 'urgent',
  ),
  rule('(?:e |muito |super )?importante', (at) =>
    (at.before === '' && /^ ?[:!,-]/.test(at.after)) || (/^e /.test(at.text) && /^(?:$| ?[.!])/.test(at.after))
      ? 'high'
      : null,
  ),
]
