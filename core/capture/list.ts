import type { CoreDeps } from '../deps.ts'
import { ofOwn } from '../kernel/actor.ts'
import type { PageEnds } from '../kernel/page.ts'
import type { Notification } from '../notify/index.ts'
import { isVisible, type Task } from '../tasks/index.ts'
import type { Capture } from './index.ts'
import type { Message } from './message.ts'

/** One message and what became of it. */
export interface MessageEntry {
  /** `intent`: what was understood; null: nothing was, yet. */
  readonly message: Message
  /** The task that was made or changed, as it is now. null: none was, it is deleted, or the actor may not see it. */
  readonly task: Task | null
  /** What was answered, and whether it arrived. null: nothing was, or it is past its retention. */
  readonly answer: Notification | null
}

export interface MessageListing extends PageEnds {
  readonly messages: readonly MessageEntry[]
}

export const makeListMessages =
  (deps: CoreDeps): Capture['messages'] =>
  (actor, query) =>
    deps.storage.read(async ({ messages, tasks, notifications }) => {
      const own = ofOwn(actor, query, "Only operators see other people's messages.")
      const { messages: found, ...ends } = await messages.page(own)
      const taskIds = found.flatMap(({ taskId }) => taskId ?? [])
      const answerIds = found.flatMap(({ notificationId }) => notificationId ?? [])
      const theirs = new Map((await tasks.ofIds(taskIds)).map((task) => [task.id, task]))
      const answers = new Map((await notifications.ofIds(answerIds)).map((answer) => [answer.id, answer]))
      const entries = found.map((message): MessageEntry => {
        const task = theirs.get(message.taskId ?? 0)
        return {
          message,
          task: task !== undefined && isVisible(actor, task) ? task : null,
          answer: answers.get(message.notificationId ?? '') ?? null,
        }
      })
      return { messages: entries, ...ends }
    })
