import { shortened } from '../kernel/text.ts'
import { localDate, localTime } from '../kernel/time.ts'
import { sayDate } from '../language/index.ts'
import type { Locale } from '../people/person.ts'
import type { IncomingAlerts } from './index.ts'
import type { Alert } from './ports.ts'

const SHOWN = 8
const LINE_MAX = 300
const NAMES_MAX = 120

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
  const en = locale === 'en'
  const name = shortened([...new Set(named.map(nameOf))].join(', ') || 'Alertmanager', NAMES_MAX)
  const subject = `${isOver ? (en ? 'Resolved' : 'Resolvido') : HEADINGS[locale][mostSevere(named)]}: ${name}`

  const lines = [
    `${isOver ? '✅' : '🚨'} ${subject}`,
    ...block(isOver ? [] : firing, (alert) => `• ${describe(alert, locale)} · ${since(alert, locale, timeZone)}`),
    ...block(resolved, (alert) => `✔ ${describe(alert, locale)} · ${until(alert, locale, timeZone)}`),
    ...(incoming.truncated > 0 ? [leftOut(incoming.truncated, locale)] : []),
    ...(isOver ? [] : runbooks(firing).map((url) => `Runbook: ${url}`)),
  ]
  return { subject, body: lines.join('\n') }
}

const block = (alerts: readonly Alert[], line: (alert: Alert) => string): readonly string[] => [
  ...alerts.slice(0, SHOWN).map(line),
  ...(alerts.length > SHOWN ? [`… +${alerts.length - SHOWN}`] : []),
]

const nameOf = ({ labels }: Alert): string => labels.alertname ?? 'alert'

/** A rule that says it in English too does so in `summary_en` and `description_en`. */
const describe = (alert: Alert, locale: Locale): string => {
  const { labels, annotations } = alert
  const where = labels.instance ?? labels.job
  const english = locale === 'en' ? (annotations.summary_en ?? annotations.description_en) : undefined
  const what = english ?? annotations.summary ?? annotations.description ?? nameOf(alert)
  return shortened(`${what}${where === undefined ? '' : ` (${where})`}`.replace(/\s+/g, ' '), LINE_MAX)
}

/** Where each kind of alert says what to do, as far as one can tap it: a path in some repository is no help on a phone. */
const runbooks = (alerts: readonly Alert[]): readonly string[] => {
  const urls = alerts.flatMap(({ annotations }) => annotations.runbook_url ?? [])
  return [...new Set(urls)].filter((url) => /^https?:\/\/\S+$/.test(url)).slice(0, SHOWN)
}

const leftOut = (count: number, locale: Locale): string => {
  if (locale === 'en') return `… and ${count} more, not listed`
  return count === 1 ? '… e mais 1, não listado' : `… e mais ${count}, não listados`
}

const SEVERITIES = ['critical', 'error', 'warning', 'info'] as const
type Severity = (typeof SEVERITIES)[number] | 'unknown'

const HEADINGS: Readonly<Record<Locale, Readonly<Record<Severity, string>>>> = {
  'pt-BR': {
    critical: 'Alerta crítico',
    error: 'Alerta de erro',
    warning: 'Alerta de atenção',
    info: 'Aviso',
    unknown: 'Alerta',
  },
  en: { critical: 'Critical alert', error: 'Error alert', warning: 'Warning', info: 'Notice', unknown: 'Alert' },
}

const mostSevere = (alerts: readonly Alert[]): Severity =>
  SEVERITIES.find((severity) => alerts.some(({ labels }) => labels.severity === severity)) ?? 'unknown'

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
