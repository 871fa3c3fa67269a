import type { AlertGroupView } from '../../../../core/alerts/index.ts'
import { Badge, Icon } from '../../parts/index.ts'
import type { Visit } from '../../visit/visit.ts'
import { formatsOf } from '../../words/format.ts'
import { STATE_TONE, summaryOf } from './group.ts'
import { Severity } from './severity.tsx'
import { ToldBadges } from './told.tsx'
import { alertsWordsIn } from './words.ts'

const SUMMARIES = 3

export const AlertList = ({ groups, visit }: { groups: readonly AlertGroupView[]; visit: Visit }) => (
  <ul class="rows">
    {groups.map((group) => (
      <Row group={group} visit={visit} />
    ))}
  </ul>
)

/** From when on, and until when where it is over. */
export const sayWhen = ({ since, until }: Pick<AlertGroupView, 'since' | 'until'>, visit: Visit): string => {
  const words = alertsWordsIn(visit.locale)
  const { dateTime } = formatsOf(visit.locale, visit.zone)
  return until === null ? words.since(dateTime(since)) : words.sinceUntil(dateTime(since), dateTime(until))
}

const Row = ({ group, visit }: { group: AlertGroupView; visit: Visit }) => {
  const { id, name, state, alerts, alertCount, told } = group
  const words = alertsWordsIn(visit.locale)
  const summaries = [...new Set(alerts.flatMap((alert) => summaryOf(alert, visit.locale) ?? []))].slice(0, SUMMARIES)
  return (
    <li id={`alert-${id}`} data-row tabindex={0}>
      <Icon name="alerts" />
      <div class="grow">
        <div class="card-head">
          <a class="title" href={`/web/alerts/${id}`} data-key="o">
            {name || words.nameless}
          </a>
          <Badge tone={STATE_TONE[state]}>{words.state[state]}</Badge>
        </div>
        {summaries.map((summary) => (
          <p>{summary}</p>
        ))}
        <p class="small muted">
          {words.howMany(alertCount)} · {sayWhen(group, visit)}
        </p>
        <p class="cluster">
          <Severity group={group} locale={visit.locale} />
          <ToldBadges told={told} visit={visit} />
        </p>
      </div>
    </li>
  )
}
