import { shortened } from '../kernel/text.ts'
import type { Stores } from '../ports.ts'
import { dueAtOf, NOTHING, type Task, TITLE_MAX } from '../tasks/index.ts'
import { actorOf, type Errand, type Run } from './context.ts'
import { copyOf, pick, same, taskFieldsOf } from './copy.ts'
import { personNamed } from './names.ts'
import { newLink, type RemoteEntry } from './ports.ts'
import { readable } from './readable.ts'

/** What a person made outside gets a key first, and only then its task: cut in between, the key finds it again. */
export const adoptErrand = (run: Run, entry: RemoteEntry): Errand => {
  const key = run.deps.ids.uuid()
  return {
    taskId: null,
    write: { type: 'adopt', externalId: entry.externalId, key },
    settle: async (stores, result) => {
      if (result.type !== 'done') return
      const { externalId, url } = result.entry
      await welcome(run, stores, { ...entry, externalId, url: url ?? entry.url }, key)
    },
  }
}

/** Makes the task of an entry that has a key and no task. Idempotent. Belongs to the first operator. */
export const welcome = async (run: Run, stores: Stores, entry: RemoteEntry, key: string): Promise<void> => {
  const { mirror, deps } = run
  if ((await stores.links.byKeys(mirror.name, [key])).length > 0) return
  const [operator] = await stores.people.operators()
  if (operator === undefined) return
  const people = await stores.people.all()
  const { fields, problems } = readable(entry, {}, people)
  const owner = fields.assignee ? (personNamed(fields.assignee, people) ?? operator) : operator
  const now = deps.clock.now()
  const { assigneeId = null, ...given } = taskFieldsOf(fields, owner.timeZone, people)
  const values = {
    ...NOTHING,
    title: titleOf(entry),
    timeZone: owner.timeZone,
    ...given,
    assigneeId: assigneeId ?? owner.id,
    completedAt: fields.status === 'completed' ? now : null,
  }
  const draft: Omit<Task, 'id'> = {
    ...values,
    dueAt: dueAtOf(values),
    channel: mirror.name,
    sender: null,
    createdBy: operator.id,
    createdAt: now,
    updatedAt: now,
    version: 1,
  }
  const at = entry.editedAt ?? now
  const task = await run.recordCreation(stores, actorOf(mirror.name), draft, { at, from: mirror.name })
  const copy = copyOf(task, people)
  const base = pick(fields, run.fields)
  const isShown = run.fields.every(
    (field) => same(copy[field], base[field]) || problems.some((problem) => problem.field === field),
  )
  await stores.links.save({
    ...newLink(mirror.name, task.id, key, isShown ? null : now),
    externalId: entry.externalId,
    url: entry.url,
    state: 'linked',
    base,
    problems,
    version: task.version,
    syncedAt: now,
  })
}

/** One that is too long is cut in the task, and stays whole outside. */
const titleOf = ({ fields }: RemoteEntry): string => shortened((fields.title ?? '').trim(), TITLE_MAX)
