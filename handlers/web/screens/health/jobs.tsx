import type { DeadJob, QueueState } from '../../../../core/upkeep/index.ts'
import { freshEvery } from '../../live/fresh.tsx'
import { Act, Badge, Button, Empty, Form, Head, Icon, Moment, Notice, Pager, Section } from '../../parts/index.ts'
import { pathWith } from '../../visit/query.ts'
import type { Visit } from '../../visit/visit.ts'
import { formatsOf } from '../../words/format.ts'
import { wordsIn } from '../../words/index.ts'
import { subjectsOf } from './subject.ts'
import { HealthTabs } from './tabs.tsx'
import { healthWordsIn } from './words.ts'

const PLACE = '/web/health/jobs'
/** What a job ends in is told by nobody. */
const LOOK_SECONDS = 10
const LATE_SECONDS = 300

interface Shown {
  readonly visit: Visit
  readonly csrf: string
  readonly here: string
  readonly queues: readonly QueueState[]
  readonly jobs: readonly DeadJob[]
  readonly next: string | null
}

/** How many stopped after failing to the last. */
export const deadOf = (queues: readonly QueueState[]): number => queues.reduce((sum, { dead }) => sum + dead, 0)

/** What is done in the background: what waits, what runs, and what stopped after failing to the last. */
export const JobsPage = (shown: Shown) => {
  const { visit, csrf, here, queues, jobs, next } = shown
  const words = healthWordsIn(visit.locale)
  const dead = deadOf(queues)
  const isLate = queues.some(({ oldestSeconds }) => oldestSeconds > LATE_SECONDS)
  return (
    <>
      <Head title={words.tabs.jobs} intro={words.jobsIntro} />
      <HealthTabs here="jobs" dead={dead} visit={visit} />
      <div class="page-part" {...freshEvery('jobs', here, LOOK_SECONDS)}>
        {isLate ? <Notice tone="warn">{words.isLate}</Notice> : null}
        <Section title={words.queues} id="queues">
          {queues.length === 0 ? <p class="muted">{words.noQueues}</p> : <Queues queues={queues} visit={visit} />}
        </Section>
        <Section title={words.dead} id="dead" {...(dead > 0 ? { count: dead } : {})}>
          {jobs.length === 0 ? (
            <Empty icon="check" level={3} title={words.noDead}>
              <p>{words.noDeadText}</p>
            </Empty>
          ) : (
            <ul class="rows">
              {jobs.map((job) => (
                <Dead job={job} visit={visit} csrf={csrf} />
              ))}
            </ul>
          )}
          <Pager href={next === null ? null : pathWith(PLACE, { after: next })} label={wordsIn(visit.locale).next} />
        </Section>
        {dead === 0 ? null : <RedriveAll {...shown} />}
      </div>
    </>
  )
}

const Queues = ({ queues, visit }: { queues: readonly QueueState[]; visit: Visit }) => {
  const words = healthWordsIn(visit.locale)
  const busy = queues.filter(({ queued, active, dead }) => queued + active + dead > 0)
  const idle = queues.length - busy.length
  return (
    <>
      {busy.length === 0 ? null : <Busy queues={busy} visit={visit} />}
      {idle === 0 ? null : <p class="muted">{words.idle(idle, busy.length > 0)}</p>}
    </>
  )
}

const Busy = ({ queues, visit }: { queues: readonly QueueState[]; visit: Visit }) => {
  const words = healthWordsIn(visit.locale)
  const formats = formatsOf(visit.locale, visit.zone)
  return (
    <section class="table-wrap queues" tabindex={0} aria-label={words.queuesTable}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.queue.name}</th>
            <th scope="col">{words.queue.queued}</th>
            <th scope="col">{words.queue.active}</th>
            <th scope="col">{words.queue.dead}</th>
            <th scope="col">{words.queue.oldest}</th>
          </tr>
        </thead>
        <tbody>
          {queues.map(({ name, queued, active, dead, oldestSeconds }) => (
            <tr id={`queue-${name.replace('.', '-')}`}>
              <th scope="row">{words.job[name]}</th>
              <td>{formats.number(queued)}</td>
              <td>{formats.number(active)}</td>
              <td>{dead === 0 ? '0' : <Badge tone="bad">{formats.number(dead)}</Badge>}</td>
              <td>{oldestSeconds < 1 ? words.noWait : formats.duration(oldestSeconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const Dead = ({ job, visit, csrf }: { job: DeadJob; visit: Visit; csrf: string }) => {
  const words = healthWordsIn(visit.locale)
  const { dateTime } = formatsOf(visit.locale, visit.zone)
  const { id, name, data, error, createdAt, diedAt } = job
  return (
    <li id={`job-${id}`} data-row tabindex={0}>
      <Icon name="warn" />
      <div class="grow">
        <span class="title">{words.job[name]}</span>
        <p>{error === null ? words.noError : words.error(error)}</p>
        <p class="small muted">
          <Moment at={diedAt} text={words.diedAt(dateTime(diedAt))} />{' '}
          <Moment at={createdAt} text={words.createdAt(dateTime(createdAt))} />
        </p>
        <div class="actions">
          <Act
            action={`${PLACE}/redrive`}
            csrf={csrf}
            fields={{ id }}
            label={words.redriveThis(words.job[name], dateTime(diedAt))}
            shortcut="r"
          >
            <Icon name="repeat" />
            {words.redrive}
          </Act>
          {subjectsOf(data).map(({ kind, href }) => (
            <a class="button" href={href}>
              {words.subject[kind]}
            </a>
          ))}
        </div>
      </div>
    </li>
  )
}

const RedriveAll = ({ visit, csrf, queues }: Shown) => {
  const words = healthWordsIn(visit.locale)
  const stopped = queues.filter(({ dead }) => dead > 0)
  return (
    <details id="redrive-all" hx-morph-skip>
      <summary>{words.redriveAll}</summary>
      <Form action={`${PLACE}/redrive`} csrf={csrf} class="stack tight">
        <p class="muted">{words.redriveAllWhat}</p>
        <div class="actions">
          <Button kind="primary">
            <Icon name="repeat" />
            {words.redriveAllNow}
          </Button>
          {stopped.length < 2
            ? null
            : stopped.map(({ name }) => (
                <Button name="name" value={name}>
                  {words.redriveNamed(words.job[name])}
                </Button>
              ))}
        </div>
      </Form>
    </details>
  )
}
