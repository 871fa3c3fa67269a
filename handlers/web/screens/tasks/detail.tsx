import type { TaskCopy } from '../../../../core/sync/index.ts'
import { PRIORITIES, type Task, type TaskStatus } from '../../../../core/tasks/index.ts'
import {
  Act,
  AreaField,
  Badge,
  Button,
  Form,
  Head,
  Icon,
  Notice,
  Section,
  SelectField,
  TextField,
} from '../../parts/index.ts'
import type { Problems } from '../../visit/form.ts'
import { optionsOf } from '../../visit/people-seen.ts'
import { outsideUrl } from '../mirrors/outside.ts'
import type { TaskForm } from './edit.ts'
import { History, type HistoryProps } from './history.tsx'
import { type TaskWords, taskWords } from './words.ts'

export interface DetailProps extends HistoryProps {
  readonly form: TaskForm
  readonly problems: Problems
  readonly isStale: boolean
  readonly copies: readonly TaskCopy[]
}

/** One task: what can be done with it, its fields, where its copies are, and all that happened to it. */
export const Detail = (props: DetailProps) => {
  const { task, visit, csrf, isStale, copies } = props
  const words = taskWords(visit.locale)
  return (
    <>
      <Head
        title={task.title}
        intro={<Badge>{words.status[task.status]}</Badge>}
        back={{ href: '/web/tasks', text: words.edit.back }}
      >
        <Steps {...{ task, csrf, words }} />
      </Head>
      {isStale ? <Notice tone="warn">{words.edit.stale}</Notice> : null}
      <Fields {...props} words={words} />
      {copies.length === 0 ? null : (
        <Section title={words.copies.title} id="copies">
          <Copies {...{ copies, words }} />
        </Section>
      )}
      <Section title={words.history.title} id="history">
        <History {...props} />
      </Section>
      <details class="card" id="remove">
        <summary>{words.edit.remove}</summary>
        <p>{words.edit.removeSure}</p>
        <Act action={`/web/tasks/${task.id}/remove`} csrf={csrf} kind="danger">
          <Icon name="trash" />
          {words.edit.remove}
        </Act>
      </details>
    </>
  )
}

/** To which states a task can go on from each, the likeliest first. */
const NEXT: Readonly<Record<TaskStatus, readonly TaskStatus[]>> = {
  pending: ['completed', 'in_progress', 'cancelled'],
  in_progress: ['completed', 'cancelled'],
  completed: ['pending'],
  cancelled: ['pending'],
}

const Steps = ({ task, csrf, words }: { task: Task; csrf: string; words: TaskWords }) => {
  const names = {
    completed: words.edit.complete,
    in_progress: words.edit.start,
    cancelled: words.edit.cancel,
    pending: words.edit.reopen,
  }
  return (
    <>
      {NEXT[task.status].map((status) => (
        <Act
          action={`/web/tasks/${task.id}/status`}
          csrf={csrf}
          fields={{ status, back: `/web/tasks/${task.id}` }}
          kind={status === 'completed' ? 'primary' : 'plain'}
        >
          {names[status]}
        </Act>
      ))}
    </>
  )
}

const Fields = (props: DetailProps & { words: TaskWords }) => {
  const { task, form, problems, people, visit, csrf, words } = props
  const assignees = people.filter(({ id }) => visit.isOperator || id === visit.person.id || id === task.assigneeId)
  // Whoever is no option would be taken off the task by saving it.
  const isMissing = task.assigneeId !== null && !assignees.some(({ id }) => id === task.assigneeId)
  return (
    <Form action={`/web/tasks/${task.id}`} csrf={csrf} class="card" id="edit">
      <input type="hidden" name="version" value={form.version} />
      <TextField
        name="title"
        label={words.edit.title}
        value={form.title}
        problem={problems.title}
        required
        maxlength={500}
      />
      <AreaField
        name="description"
        label={words.edit.description}
        value={form.description}
        problem={problems.description}
      />
      <div class="fields">
        <TextField name="date" type="date" label={words.edit.date} value={form.date} problem={problems.date} />
        <TextField name="time" type="time" label={words.edit.time} value={form.time} problem={problems.time} />
      </div>
      <TextField
        name="words"
        label={words.edit.words}
        hint={words.edit.wordsHint}
        value={form.words}
        problem={problems.words}
        maxlength={200}
      />
      <div class="fields">
        <SelectField
          name="priority"
          label={words.priorityField}
          value={form.priority}
          options={PRIORITIES.map((value) => ({ value, label: words.priority[value] }))}
        />
        <SelectField
          name="assignee"
          label={words.assignee}
          value={form.assignee}
          problem={problems.assignee}
          options={[
            { value: '', label: words.nobody },
            ...optionsOf(assignees),
            ...(isMissing ? [{ value: task.assigneeId ?? '', label: words.history.someone }] : []),
          ]}
        />
      </div>
      <TextField
        name="labels"
        label={words.labels}
        hint={words.labelsHint}
        value={form.labels}
        problem={problems.labels}
        maxlength={1100}
      />
      <div class="actions">
        <Button kind="primary">{words.edit.save}</Button>
      </div>
    </Form>
  )
}

const Outside = ({ url, text }: { url: string | null; text: string }) =>
  url === null ? null : (
    <a class="go" href={url} target="_blank" rel="noreferrer">
      {text}
    </a>
  )

const NAMES = { notion: 'Notion', sheets: 'Google Sheets' } as const

const Copies = ({ copies, words }: { copies: readonly TaskCopy[]; words: TaskWords }) => (
  <ul class="rows">
    {copies.map(({ name, state, url, error }) => (
      <li>
        <Icon name="mirrors" />
        <div class="grow">
          <span>
            {NAMES[name]}{' '}
            <Badge tone={state === 'failing' ? 'bad' : state === 'synced' ? 'good' : 'plain'}>
              {words.copies[state]}
            </Badge>
          </span>
          {error === null ? null : <span class="muted small">{error}</span>}
          <Outside url={outsideUrl(url)} text={words.copies.open(NAMES[name])} />
        </div>
      </li>
    ))}
  </ul>
)
