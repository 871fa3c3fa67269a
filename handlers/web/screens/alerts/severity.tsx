import type { AlertGroupView } from '../../../../core/alerts/index.ts'
import type { Locale } from '../../../../core/people/index.ts'
import { Badge, type Tone } from '../../parts/index.ts'
import { alertsWordsIn } from './words.ts'

const TONE: Readonly<Record<string, Tone>> = { critical: 'bad', error: 'bad', warning: 'warn' }

/** Red alone for what still fires: a list of what is over should look calm. */
export const Severity = ({ group, locale }: { group: AlertGroupView; locale: Locale }) => {
  const { state, severity } = group
  if (severity === null) return null
  return (
    <Badge tone={state === 'resolved' ? 'plain' : (TONE[severity] ?? 'plain')} icon="warn">
      {alertsWordsIn(locale).severity[severity] ?? severity}
    </Badge>
  )
}
