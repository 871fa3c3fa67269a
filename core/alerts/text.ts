import { localDate, localTime } from '../kernel/time.ts'
import { sayDate } from '../language/index.ts'
import type { Locale } from '../people/person.ts'
import type { IncomingAlerts } from './index.ts'
import type { Alert } from './ports.ts'

const SHOWN = 8
const LINE_MAX = 300

/** What operators read. Firing and resolved cannot be mistaken for each other, in the first character or in words. */
export const alertText = (
  incoming: IncomingAlerts,
  locale: Locale,
  timeZone: string,
): { subject: string; body: string } => {
  const firing = incoming.alerts.filter(({ status }) => status === 'firing')
  const resolved = incoming.alerts.filter(({ status }) => status === 'resolved')
  const isOver = incoming.status === 'resolved'
  const named = isOver ? resolved : firing
  const name = [...new Set(named.map(nameOf))].join(', ').slice(0, 120) || 'SparkOne'
  const severity = mostSevere(named)
  const en = locale === 'en'
  const subject = isOver
    ? `${en ? 'Resolved' : 'Resolvido'}: ${name}`
    : `${en ? 'Alert' : 'Alerta'}${severity === null ? '' : ` ${severity}`}: ${name}`

  const lines = [
    `${isOver ? '✅' : '🚨'} ${subject}`,
    ...block(isOver ? [] : firing, (alert) => `• ${describe(alert)} · ${since(alert, locale, timeZone)}`),
    ...block(resolved, (alert) => `✔ ${describe(alert)} · ${until(alert, locale, timeZone)}`),
    ...(incoming.truncated > 0
      ? [en ? `… and ${incoming.truncated} more, not listed` : `… e mais ${incoming.truncated}, não listados`]
      : []),
  ]
  return { subject, body: lines.join('\n') }
}

const block = (alerts: readonly Alert[], line: (alert: Alert) => string): readonly string[] => [
  ...alerts.slice(0, SHOWN).map(line),
  ...(alerts.length > SHOWN ? [`… +${alerts.length - SHOWN}`] : []),
]

const nameOf = (alert: Alert): string => alert.labels.alertname ?? 'alert'

const describe = (alert: Alert): string => {
  const where = alert.labels.instance ?? alert.labels.job
  const what = alert.annotations.summary ?? alert.annotations.description ?? nameOf(alert)
  return `${what}${where === undefined ? '' : ` (${where})`}`.replace(/\s+/g, ' ').slice(0, LINE_MAX)
}

const SEVERITIES = ['critical', 'error', 'warning', 'info'] as const
const mostSevere = (alerts: readonly Alert[]): string | null =>
  SEVERITIES.find((severity) => alerts.some(({ labels }) => labels.severity === severity)) ?? null

const moment = (at: Date, locale: Locale, timeZone: string): string =>
  `${sayDate(localDate(at, timeZone), locale)}${locale === 'en' ? ' at ' : ' às '}${localTime(at, timeZone)}`

const since = (alert: Alert, locale: Locale, timeZone: string): string =>
  `${locale === 'en' ? 'since' : 'desde'} ${moment(alert.startsAt, locale, timeZone)}`

const until = (alert: Alert, locale: Locale, timeZone: string): string =>
  alert.endsAt === null
    ? locale === 'en'
      ? 'resolved'
      : 'resolvido'
    : `${locale === 'en' ? 'over since' : 'normalizado em'} ${moment(alert.endsAt, locale, timeZone)}`
