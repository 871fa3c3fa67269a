import type { Person } from '../../../../core/people/index.ts'
import {
  type JournalEntry,
  PRIORITIES,
  TASK_STATUSES,
  type Task,
  type TaskFields,
} from '../../../../core/tasks/index.ts'
import { Act, Icon, When } from '../../parts/index.ts'
import { personOf } from '../../visit/people-seen.ts'
import type { Visit } from '../../visit/visit.ts'
import { formatsOf } from '../../words/format.ts'
import { undoOf } from './actions.ts'
import { type TaskWords, taskWords } from './words.ts'

export interface HistoryProps {
  readonly task: Task
  readonly history: readonly JournalEntry[]
  readonly people: readonly Person[]
  readonly visit: Visit
  readonly csrf: string
}

/** Every change of a task, newest first, each of which can be taken back by itself. */
export const History = (props: HistoryProps) => {
  const { task, history, people, visit, csrf } = props
  const words = taskWords(visit.locale)
  const reverted = new Set(history.map(({ reverts }) => reverts))
  return (
    <ol class="timeline">
      {history.toReversed().map((entry) => (
        <li class={entry.action === 'deleted' ? 'bad' : entry.action === 'created' ? 'good' : ''}>
          <div class="stack tight">
            <span>
              <strong>{words.history[entry.action]}</strong>{' '}
              <span class="muted">
                {words.history.by(personOf(people, entry.actorId)?.name ?? words.history.someone)} ·{' '}
                {words.history.via[entry.channel]} · <When at={entry.at} visit={visit} />
              </span>
            </span>
            {entry.action === 'created' ? null : <Changes entry={entry} people={people} visit={visit} words={words} />}
            {entry.action === 'undone' || entry.action === 'created' || reverted.has(entry.version) ? null : (
              <Act {...undoOf({ id: task.id, version: entry.version })} csrf={csrf} kind="quiet">
                <Icon name="undo" />
                {words.history.undo}
              </Act>
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}

const Changes = (props: { entry: JournalEntry; people: readonly Person[]; visit: Visit; words: TaskWords }) => {
  const { entry, people, visit, words } = props
  // What follows from another change is not told beside it.
  const fields = Object.entries(entry.changes).filter(([name]) => name !== 'completedAt')
  const said = (name: string, value: unknown): string =>
    valueText(name as keyof TaskFields, value, people, visit, words)
  return (
    <ul class="muted small">
      {fields.map(([name, { from, to }]) => (
        <li>
          {words.fields[name as keyof TaskFields]}: {words.history.from(said(name, from), said(name, to))}
        </li>
      ))}
    </ul>
  )
}

const SHOWN_MAX = 120

/** A value of the journal as people read it; long texts only in their beginning. */
const valueText = (
  name: keyof TaskFields,
  value: unknown,
  people: readonly Person[],
  visit: Visit,
  words: TaskWords,
): string => {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return words.history.empty
  if (Array.isArray(value)) return value.join(', ')
  const text = String(value)
  const formats = formatsOf(visit.locale, visit.zone)
  const status = TASK_STATUSES.find((known) => known === text)
  const priority = PRIORITIES.find((known) => known === text)
  if (name === 'status' && status !== undefined) return words.status[status]
  if (name === 'priority' && priority !== undefined) return words.priority[priority]
  if (name === 'dueDate') return formats.day(text)
  if (name === 'deletedAt') return formats.dateTime(new Date(text))
  if (name === 'assigneeId') return personOf(people, text)?.name ?? words.history.someone
  return text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text
}
