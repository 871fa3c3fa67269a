import type { MirrorStatus, Plan, SyncMode } from '../../../../core/sync/index.ts'
import { Badge, Button, Card, Facts, Form, Icon, When } from '../../parts/index.ts'
import type { Visit } from '../../visit/visit.ts'
import { formatsOf } from '../../words/format.ts'
import { MOOD_TONE, moodOf } from './mood.ts'
import { outsideUrl } from './outside.ts'
import { mirrorsWordsIn } from './words.ts'

const MODES = ['both', 'push', 'pull'] as const satisfies readonly SyncMode[]

export interface MirrorShown {
  readonly mirror: MirrorStatus
  /** What a copy under way still takes; null: none is under way. */
  readonly plan: Plan | null
}

interface Shown extends MirrorShown {
  readonly visit: Visit
  readonly csrf: string
}

/** How one mirror is, in words: what is wrong and what to do, how far it got, and what can be done with it. */
export const MirrorCard = (shown: Shown & { hasDetails: boolean }) => {
  const { mirror, plan, visit, csrf, hasDetails } = shown
  const words = mirrorsWordsIn(visit.locale)
  const name = words.name[mirror.name]
  const mood = moodOf(mirror)
  return (
    <Card id={`mirror-${mirror.name}`}>
      <div class="card-head">
        {hasDetails ? (
          <h2>
            <a class="go" href={`/web/mirrors/${mirror.name}`}>
              {name}
            </a>
          </h2>
        ) : (
          <h2>{words.state}</h2>
        )}
        <Badge tone={MOOD_TONE[mood]}>{words.mood[mood]}</Badge>
      </div>
      <Why {...shown} />
      {plan === null ? null : <Progress {...shown} plan={plan} />}
      <Figures mirror={mirror} visit={visit} isShort={hasDetails} />
      <Form action={`/web/mirrors/${mirror.name}/sync`} csrf={csrf} class="actions">
        {MODES.map((mode) => (
          <Button
            name="mode"
            value={mode}
            kind={mode === 'both' ? 'primary' : 'plain'}
            label={words.syncOf(name, words.sync[mode])}
          >
            {mode === 'both' ? <Icon name="mirrors" /> : null}
            {words.sync[mode]}
          </Button>
        ))}
        <Button
          formAction={`/web/mirrors/${mirror.name}/${mirror.pause === null ? 'pause' : 'resume'}`}
          label={words.syncOf(name, mirror.pause === null ? words.pause : words.resume)}
        >
          <Icon name={mirror.pause === null ? 'pause' : 'play'} />
          {mirror.pause === null ? words.pause : words.resume}
        </Button>
      </Form>
      <There mirror={mirror} visit={visit} />
    </Card>
  )
}

/** What is wrong and since when, and what to do; else what goes on. */
const Why = ({ mirror, visit }: Shown) => {
  const words = mirrorsWordsIn(visit.locale)
  const formats = formatsOf(visit.locale, visit.zone)
  const mood = moodOf(mirror)
  const trouble = mirror.explain(visit.locale)
  const since = mirror.pause?.since ?? mirror.failingSince
  if (trouble === null) return <p class="muted">{words.moodText[mood]}</p>
  return (
    <div class="stack tight">
      <p>{trouble}</p>
      <p class="small muted">
        {since === null ? null : words.pausedSince(formats.dateTime(since))}{' '}
        {mirror.resumeAt === null || mirror.pause !== null ? null : words.notBefore(formats.dateTime(mirror.resumeAt))}
        {mood === 'stopped' ? words.looksAgain : null}
      </p>
    </div>
  )
}

const Progress = ({ mirror, plan, visit }: Shown & { plan: Plan }) => {
  const words = mirrorsWordsIn(visit.locale)
  const formats = formatsOf(visit.locale, visit.zone)
  const done = mirror.counts.linked
  const all = done + plan.tasks
  const id = `progress-${mirror.name}`
  return (
    <div class="stack tight">
      <progress id={id} max={Math.max(1, all)} value={done} aria-label={words.progress} />
      <p class="small">
        {words.copied(formats.number(done), formats.number(all))}.{' '}
        <span class="muted">
          {words.left(formats.number(plan.requests), formats.duration(Math.max(1, plan.estimatedSeconds)))}
        </span>
      </p>
    </div>
  )
}

/** Counted no further than that. */
const COUNTED_MAX = 100_000

const Figures = ({ mirror, visit, isShort }: { mirror: MirrorStatus; visit: Visit; isShort: boolean }) => {
  const { facts, noLag, never, field } = mirrorsWordsIn(visit.locale)
  const formats = formatsOf(visit.locale, visit.zone)
  const when = (at: Date | null) => (at === null ? never : <When at={at} visit={visit} />)
  const count = (value: number) => formats.counted(value, COUNTED_MAX)
  const { counts, lagSeconds } = mirror
  return (
    <Facts
      facts={[
        [facts.linked, count(counts.linked)],
        [facts.dirty, count(counts.dirty)],
        [facts.lag, lagSeconds === 0 ? noLag : formats.duration(lagSeconds)],
        ...(isShort && counts.troubled === 0 ? [] : [[facts.troubled, count(counts.troubled)] as const]),
        ...(isShort && counts.removed === 0 ? [] : [[facts.removed, count(counts.removed)] as const]),
        [facts.pushed, when(mirror.pushedAt)],
        [facts.pulled, when(mirror.pulledAt)],
        ...(isShort
          ? []
          : [
              [facts.swept, when(mirror.sweptAt)] as const,
              [facts.fields, mirror.fields.map((name) => field[name]).join(', ') || never] as const,
            ]),
      ]}
    />
  )
}

const There = ({ mirror, visit }: { mirror: MirrorStatus; visit: Visit }) => {
  const words = mirrorsWordsIn(visit.locale)
  const url = outsideUrl(mirror.url)
  if (url === null) return null
  return (
    <p>
      <a class="go" href={url} target="_blank" rel="noreferrer">
        {words.open(words.name[mirror.name])}
      </a>
    </p>
  )
}
