import type { Task } from '../../../../core/tasks/index.ts'
import { Badge } from '../../parts/index.ts'
import type { Visit } from '../../visit/visit.ts'
import { dueText } from '../tasks/row.tsx'
import { taskWords } from '../tasks/words.ts'

/** What a message's task came to, as it is now: each part that was made out of words. */
export const TaskChips = ({ task, visit }: { task: Task; visit: Visit }) => {
  const words = taskWords(visit.locale)
  const due = dueText(task, visit)
  return (
    <ul class="cluster">
      <li>
        <Badge icon="clock">{due ?? words.noDate}</Badge>
      </li>
      {task.priority === 'medium' ? null : (
        <li>
          <Badge icon="flag">{words.priority[task.priority]}</Badge>
        </li>
      )}
      {task.labels.map((label) => (
        <li>
          <Badge icon="tag">{label}</Badge>
        </li>
      ))}
      {task.status === 'pending' ? null : (
        <li>
          <Badge icon="check">{words.status[task.status]}</Badge>
        </li>
      )}
    </ul>
  )
}

/** A link to the task, by its number and title. */
export const TaskLink = ({ task }: { task: Task }) => (
  <a href={`/web/tasks/${task.id}`}>
    {task.id} · {task.title}
  </a>
)
