import type { Alert, AlertGroupView } from '../../../../core/alerts/index.ts'
import { Badge, Card, Facts, Head, Section, When } from '../../parts/index.ts'
import type { Visit } from '../../visit/visit.ts'
import { nameOf, STATE_TONE, summaryOf } from './group.ts'
import { sayWhen } from './list.tsx'
import { Severity } from './severity.tsx'
import { ToldList } from './told.tsx'
import { alertsWordsIn } from './words.ts'

export const AlertDetail = ({ group, visit }: { group: AlertGroupView; visit: Visit }) => {
  const { name, state, alerts, alertCount, told, since, until, heardAt } = group
  const words = alertsWordsIn(visit.locale)
  return (
    <>
      <Head
        title={name || words.nameless}
        back={{ href: '/web/alerts', text: words.back }}
        intro={
          <span class="cluster">
            <Badge tone={STATE_TONE[state]}>{words.state[state]}</Badge>
            <Severity group={group} locale={visit.locale} />
          </span>
        }
      />
      <Card>
        {state !== 'silent' ? null : <p>{words.silentWhat}</p>}
        <Facts
          facts={[
            [words.began, <When at={since} visit={visit} />],
            ...(until === null ? [] : [[words.ended, <When at={until} visit={visit} />] as const]),
            [words.heard, <When at={heardAt} visit={visit} />],
          ]}
        />
      </Card>
      <Section title={words.alerts} id="alerts" count={alertCount}>
        <ul class="stack">
          {alerts.map((alert) => (
            <One alert={alert} visit={visit} />
          ))}
        </ul>
        {alertCount <= alerts.length ? null : <p class="muted">{words.more(alertCount - alerts.length)}</p>}
      </Section>
      <Section title={words.told} id="told">
        <ToldList told={told} visit={visit} />
      </Section>
    </>
  )
}

/** One alert as its rule wrote it. An address in it is shown, never followed: who wrote it is not known. */
const One = ({ alert, visit }: { alert: Alert; visit: Visit }) => {
  const { fingerprint, status, labels, annotations, startsAt, endsAt } = alert
  const words = alertsWordsIn(visit.locale)
  const summary = summaryOf(alert, visit.locale)
  const said = Object.entries(annotations).filter(([, value]) => value !== '' && value !== summary)
  return (
    <li class="card" id={`one-${fingerprint}`}>
      <div class="card-head">
        <h3>{nameOf(alert, words)}</h3>
        <Badge tone={STATE_TONE[status]}>{words.state[status]}</Badge>
      </div>
      {summary === null ? null : <p class="letter">{summary}</p>}
      <p class="small muted">{sayWhen({ since: startsAt, until: endsAt }, visit)}</p>
      <ul class="cluster" aria-label={words.labels}>
        {Object.entries(labels)
          .filter(([name]) => name !== 'alertname')
          .map(([name, value]) => (
            <li>
              <span class="badge label">
                {name}: {value}
              </span>
            </li>
          ))}
      </ul>
      {said.length === 0 ? null : (
        <Facts facts={said.map(([name, value]) => [name, <span class="letter">{value}</span>])} />
      )}
    </li>
  )
}
