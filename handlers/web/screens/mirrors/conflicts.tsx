import type { Person } from '../../../../core/people/index.ts'
import type { Conflict } from '../../../../core/sync/index.ts'
import type { Task } from '../../../../core/tasks/index.ts'
import { Act, Badge, Card, Moment } from '../../parts/index.ts'
import { personOf } from '../../visit/people-seen.ts'
import type { Visit } from '../../visit/visit.ts'
import { formatsOf } from '../../words/format.ts'
import { sayCopyValue } from './value.ts'
import { mirrorsWordsIn } from './words.ts'

interface Shown {
  readonly visit: Visit
  readonly csrf: string
  readonly people: readonly Person[]
  readonly tasks: ReadonlyMap<number, Task>
  /** Where to go on after one was decided. */
  readonly here: string
}

/** Both values of each, side by side: which one stayed, and one button to take the other. */
export const Conflicts = ({ conflicts, ...shown }: Shown & { conflicts: readonly Conflict[] }) => (
  <ul class="stack">
    {conflicts.map((conflict) => (
      <li>
        <One conflict={conflict} {...shown} />
      </li>
    ))}
  </ul>
)

const One = (shown: Shown & { conflict: Conflict }) => {
  const { conflict, visit, people, tasks } = shown
  const words = mirrorsWordsIn(visit.locale)
  const formats = formatsOf(visit.locale, visit.zone)
  const { id, taskId, mirror, field, at, resolvedAt, resolution } = conflict
  const task = tasks.get(taskId)
  const told = personOf(people, conflict.personId)?.name ?? null
  return (
    <Card id={`conflict-${id}`}>
      <div class="card-head">
        <h3>
          {words.field[field]} ·{' '}
          {task === undefined ? words.taskGone(taskId) : <a href={`/web/tasks/${taskId}`}>{task.title}</a>}
        </h3>
        <Badge>{words.name[mirror]}</Badge>
      </div>
      <div class="sides">
        <Side side="ours" title={words.here} {...shown} />
        <Side side="theirs" title={words.name[mirror]} {...shown} />
      </div>
      <p class="small muted">
        <Moment at={at} text={words.noticed(formats.dateTime(at), told)} />
      </p>
      {resolvedAt === null || resolution === null ? (
        <Keep {...shown} />
      ) : (
        <p>
          <Moment at={resolvedAt} text={words.resolved[resolution](formats.dateTime(resolvedAt))} />
        </p>
      )}
    </Card>
  )
}

const Side = (shown: Shown & { conflict: Conflict; side: 'ours' | 'theirs'; title: string }) => {
  const { conflict, side, title, visit, csrf, here } = shown
  const words = mirrorsWordsIn(visit.locale)
  const stayed = conflict.winner === side
  return (
    <div class={stayed ? 'side stayed' : 'side'}>
      <p class="small muted">
        {title} {stayed ? <Badge tone="good">{words.stayed}</Badge> : null}
      </p>
      {sayCopyValue(conflict.field, conflict[side], visit).map((line) => (
        <p class="letter">{line}</p>
      ))}
      {stayed || conflict.resolvedAt !== null ? null : (
        <Act
          action={`/web/mirrors/conflicts/${conflict.id}`}
          csrf={csrf}
          fields={{ pick: side, back: here }}
          kind="primary"
          label={words.takeOf(words.field[conflict.field], titleOf(shown))}
        >
          {words.take}
        </Act>
      )}
    </div>
  )
}

const Keep = (shown: Shown & { conflict: Conflict }) => {
  const { conflict, visit, csrf, here } = shown
  const words = mirrorsWordsIn(visit.locale)
  return (
    <div class="actions">
      <Act
        action={`/web/mirrors/conflicts/${conflict.id}`}
        csrf={csrf}
        fields={{ pick: conflict.winner, back: here }}
        label={words.keepOf(words.field[conflict.field], titleOf(shown))}
      >
        {words.keep}
      </Act>
    </div>
  )
}

const titleOf = ({ conflict, tasks, visit }: Shown & { conflict: Conflict }): string =>
  tasks.get(conflict.taskId)?.title ?? mirrorsWordsIn(visit.locale).task(conflict.taskId)
