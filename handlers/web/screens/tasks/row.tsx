import { addDays, localDate } from '../../../../core/kernel/time.ts'
import { dueIn, isOverdue, type Task } from '../../../../core/tasks/index.ts'
import { Badge, Button, Form, Icon, Moment, TextField } from '../../parts/index.ts'
import type { Visit } from '../../visit/visit.ts'
import { formatsOf } from '../../words/format.ts'
import { type TaskWords, taskWords } from './words.ts'

/** When a task is due, by the clock of whoever looks. */
export const dueText = (task: Task, { locale, zone }: Pick<Visit, 'locale' | 'zone'>): string | null => {
  const { dueDate, dueTime } = dueIn(task, zone)
  if (dueDate === null) return null
  const day = formatsOf(locale, zone).day(dueDate)
  return dueTime === null ? day : `${day}, ${dueTime}`
}

const Due = ({ task, visit, words }: { task: Task; visit: Visit; words: TaskWords }) => {
  const text = dueText(task, visit)
  if (text === null || task.dueAt === null) return null
  const isLate = isOverdue(task, visit.now)
  const { dueDate, dueTime } = dueIn(task, visit.zone)
  return (
    <span class={isLate ? 'late' : ''}>
      <Moment at={dueTime === null && dueDate !== null ? dueDate : task.dueAt} text={text} />
      {isLate ? ` · ${words.overdue}` : ''}
    </span>
  )
}

/**
 * One task of a list: done with one tap, moved with two. `back` is the page that is shown afterwards. Keys: `c`
 * completes, `s` opens the dates.
 */
export const TaskRow = (props: {
  task: Task
  visit: Visit
  csrf: string
  back: string
  /** With a box to tick, for the form `bulk`. */
  isPickable?: boolean
  /** Whose it is, where that has to be said. */
  whose?: string | null
}) => {
  const { task, visit, csrf, back, whose = null } = props
  const words = taskWords(visit.locale)
  const isDone = task.status === 'completed' || task.status === 'cancelled'
  return (
    <li id={`task-${task.id}`} class="task" data-row tabindex={0}>
      {props.isPickable === true ? (
        <label class="pick">
          {/* Not "id": a control of that name hides its form's own id, by which a morph recognises it. */}
          <input type="checkbox" name="task" value={String(task.id)} form="bulk" data-key="x" />
          <span class="visually-hidden">{words.pick(task.title)}</span>
        </label>
      ) : null}
      <Form action={`/web/tasks/${task.id}/status`} csrf={csrf}>
        <input type="hidden" name="back" value={back} />
        <input type="hidden" name="status" value={isDone ? 'pending' : 'completed'} />
        <button
          type="submit"
          class={`tick${isDone ? ' done' : ''}`}
          aria-label={isDone ? words.reopen(task.title) : words.complete(task.title)}
          data-key="c"
        >
          <Icon name="check" size={16} />
        </button>
      </Form>
      <div class="grow">
        <a class={`title${isDone ? ' done' : ''}`} href={`/web/tasks/${task.id}`}>
          {task.title}
        </a>
        <div class="meta">
          <Due task={task} visit={visit} words={words} />
          {whose === null ? null : (
            <span class="whose">
              <Icon name="person" size={14} />
              <span>
                <span class="visually-hidden">{words.whose} </span>
                {whose}
              </span>
            </span>
          )}
          {task.priority === 'high' || task.priority === 'urgent' ? (
            <Badge tone={task.priority === 'urgent' ? 'bad' : 'warn'} icon="flag">
              {words.priority[task.priority]}
            </Badge>
          ) : null}
          {task.labels.map((label) => (
            <Badge icon="tag">{label}</Badge>
          ))}
        </div>
      </div>
      {isDone ? null : <Snooze {...{ task, visit, csrf, back, words }} />}
    </li>
  )
}

const Snooze = (props: { task: Task; visit: Visit; csrf: string; back: string; words: TaskWords }) => {
  const { task, visit, csrf, back, words } = props
  const today = localDate(visit.now, visit.zone)
  return (
    <details class="menu" id={`snooze-${task.id}`} hx-morph-skip>
      <summary class="button quiet icon-only" aria-label={words.snoozeOf(task.title)} title={words.snooze} data-key="s">
        <Icon name="clock" />
      </summary>
      <Form action={`/web/tasks/${task.id}/snooze`} csrf={csrf} class="menu-body stack tight">
        <input type="hidden" name="back" value={back} />
        <Button name="date" value={addDays(today, 1)}>
          {words.tomorrow}
        </Button>
        <Button name="date" value={addDays(today, 7)}>
          {words.nextWeek}
        </Button>
        <TextField
          name="words"
          id={`snooze-words-${task.id}`}
          label={words.when}
          hint={words.whenHint}
          maxlength={200}
        />
        <Button kind="primary">{words.move}</Button>
      </Form>
    </details>
  )
}
