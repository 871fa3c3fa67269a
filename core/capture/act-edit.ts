import type { CoreDeps } from '../deps.ts'
import type { Understanding } from '../language/index.ts'
import type { Stores } from '../ports.ts'
import { makeTasks, type PatchTask } from '../tasks/index.ts'
import type { Answer, Request } from './act.ts'
import { dueOf, wordsOf } from './act-create.ts'
import type { Message } from './message.ts'
import { readWords } from './read-words.ts'
import { repliesTo } from './replies.ts'

const MARK = '#edited@'

/** An edit is a message of its own; its external id names the one it changes. */
export const editIdOf = (originalId: string, at: Date): string => `${originalId}${MARK}${at.getTime()}`

export const isEdit = ({ externalId }: Pick<Message, 'externalId'>): boolean => externalId.includes(MARK)

/** answer: the edit is dealt with, silently when null · anew: its words are read like those of any message */
type Correction = { done: true; answer: Answer | null } | { done: false; note: string | null }

const ANEW: Correction = { done: false, note: null }
const SILENT: Correction = { done: true, answer: null }

/**
 * What an edit does to what its first wording did. A task made of it changes only where the two wordings differ, so
 * that what was changed since stays. Anything else is asked anew, with the new words.
 */
export const makeCorrect =
  (deps: CoreDeps) =>
  async (stores: Pick<Stores, 'messages'>, message: Message, request: Request): Promise<Correction> => {
    const original = await originalOf(stores, message)
    if (original === null || original.text === null) return ANEW
    if (original.text === message.text) return SILENT
    await stores.messages.update({ ...original, text: message.text })
    // Its turn has not come yet: it is read with the new words.
    if (original.status !== 'processed') return SILENT
    const { taskId } = original
    if (original.intent !== 'create_task' || taskId === null) return ANEW

    const { actor, person, understood } = request
    const tasks = makeTasks(deps)
    const say = repliesTo(person)
    if (understood.intent === 'create_task') {
      const before = readWords(original.text, {
        now: original.sentAt,
        timeZone: person.timeZone,
        locale: person.locale,
      })
      const task = await tasks.patch(actor, taskId, correction(before, understood, person.timeZone))
      return { done: true, answer: { reply: say.corrected(task, { unread: understood.unread }), taskId } }
    }
    // What was taken for a task is a command now: the task goes, unless somebody has worked on it.
    const task = await tasks.get(actor, taskId)
    if (task.version > 1) return ANEW
    await tasks.remove(actor, taskId)
    return { done: false, note: say.dropped(task) }
  }

/** When the words of a message were written: for an edit, when the first ones were, so that "amanhã" stays the same. */
export const writtenAt = async (stores: Pick<Stores, 'messages'>, message: Message): Promise<Date> =>
  (await originalOf(stores, message))?.sentAt ?? message.sentAt

const originalOf = async (stores: Pick<Stores, 'messages'>, edit: Message): Promise<Message | null> => {
  const end = edit.externalId.lastIndexOf(MARK)
  if (end < 0) return null
  const found = await stores.messages.findByExternalId(edit.channel, edit.externalId.slice(0, end))
  if (found === null || found.personId !== edit.personId) return null
  return stores.messages.lock(found.id)
}

const correction = (before: Understanding, after: Understanding, timeZone: string): PatchTask => {
  const [was, is] = [wordsOf(before), wordsOf(after)]
  const isMoved = before.dueDate !== after.dueDate || before.dueTime !== after.dueTime
  return {
    ...(was.title === is.title ? {} : { title: is.title }),
    ...(was.description === is.description ? {} : { description: is.description }),
    ...(before.priority === after.priority ? {} : { priority: after.priority ?? 'medium' }),
    ...(isMoved ? { due: dueOf(after, timeZone), timeZone } : {}),
  }
}
