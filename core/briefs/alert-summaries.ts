import type { AlertGroup } from '../alerts/ports.ts'
import type { Brief } from './brief.ts'

/** One line a firing group: the alert's name, and how many there are of it. */
export const alertSummaries = (groups: readonly AlertGroup[]): Brief['alerts'] =>
  groups.map((group) => {
    const firing = group.alerts.filter(({ status }) => status === 'firing')
    const names = [...new Set(firing.map(({ labels }) => labels.alertname ?? 'alert'))]
    const since = firing.reduce((oldest, { startsAt }) => (startsAt < oldest ? startsAt : oldest), group.receivedAt)
    return { groupKey: group.groupKey, summary: `${names.join(', ')} (${firing.length})`, since }
  })
