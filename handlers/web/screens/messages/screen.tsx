import { DomainError } from '../../../../core/index.ts'
import type { Timeline } from '../../../../core/notify/index.ts'
import { ALIAS_CHANNELS } from '../../../../core/people/index.ts'
import type { WebContext } from '../../env.ts'
import { routes, type Screen, type ScreenDeps } from '../../screen.ts'
import { peopleSeen, personOf } from '../../visit/people-seen.ts'
import { behind, chosen, idIn, present } from '../../visit/query.ts'
import type { Visit } from '../../visit/visit.ts'
import { MessageDetail } from './detail.tsx'
import { senderOf } from './list.tsx'
import { MESSAGE_STATUSES, type MessageFilters, MessagesPage } from './page.tsx'
import { messagesWordsIn } from './words.ts'

const ROWS = 20
const TOPICS = ['messages', 'notifications', 'tasks'] as const

/** What people wrote, and what became of it. */
export const messagesScreen: Screen = (deps) =>
  routes()
    .get('/', (context) => list(deps, context))
    .get('/:id', (context) => show(deps, context))

const list = async ({ core, pages }: ScreenDeps, context: WebContext): Promise<Response> => {
  const visit = context.get('visit')
  const people = await peopleSeen(core, visit)
  const filters: MessageFilters = {
    status: chosen(context, 'status', MESSAGE_STATUSES),
    channel: chosen(context, 'channel', ALIAS_CHANNELS),
    personId: personOf(people, context.req.query('person') ?? null)?.id ?? null,
  }
  const after = behind(context)
  const query = { ...present({ ...filters, after }), limit: ROWS }
  const { messages, next } = await core.capture.messages(visit.actor, query)
  const { title } = messagesWordsIn(visit.locale)
  const isAll = Object.keys(query).length === 1
  return pages.show(context, { title, place: 'messages', topics: TOPICS }, () => (
    <MessagesPage {...{ visit, people, filters, isAll, next }} entries={messages} />
  ))
}

const show = async ({ core, pages }: ScreenDeps, context: WebContext): Promise<Response> => {
  const visit = context.get('visit')
  const message = await core.capture.get(visit.actor, idIn(context))
  const { taskId, notificationId, personId } = message
  const [people, tasks, answer] = await Promise.all([
    peopleSeen(core, visit),
    core.tasks.ofIds(visit.actor, taskId === null ? [] : [taskId]),
    notificationId === null ? null : answerOf({ core }, visit, notificationId),
  ])
  const sender = senderOf(personId, { visit, people })
  const title = messagesWordsIn(visit.locale).from(sender)
  return pages.show(context, { title, place: 'messages', topics: TOPICS }, () => (
    <MessageDetail {...{ visit, message, answer, sender }} task={tasks.get(taskId ?? 0) ?? null} />
  ))
}

/** Deliveries are kept for less time than messages: null where it is gone. */
const answerOf = async ({ core }: Pick<ScreenDeps, 'core'>, visit: Visit, id: string): Promise<Timeline | null> => {
  try {
    return await core.notify.timeline(visit.actor, id)
  } catch (error) {
    if (error instanceof DomainError && error.code === 'notification_not_found') return null
    throw error
  }
}
