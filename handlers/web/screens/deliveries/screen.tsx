import {
  NOTIFICATION_KINDS,
  NOTIFICATION_STATUSES,
  type NotificationKind,
  type NotificationStatus,
} from '../../../../core/notify/index.ts'
import type { WebContext } from '../../env.ts'
import { routes, type Screen, type ScreenDeps } from '../../screen.ts'
import { backIn } from '../../visit/back.ts'
import { say } from '../../visit/flash.ts'
import { typed } from '../../visit/form.ts'
import { operatorsOnly } from '../../visit/guard.ts'
import { peopleSeen, personOf } from '../../visit/people-seen.ts'
import { behind, chosen, idIn, pathWith, present } from '../../visit/query.ts'
import { Refusal } from '../../visit/refusal.ts'
import { deliveryWordsIn } from '../../words/delivery.ts'
import { channelName, PAUSABLE } from './channels.tsx'
import { DeliveryDetail } from './detail.tsx'
import { DeliveriesPage } from './page.tsx'
import { titleOf } from './title.ts'
import { deliveriesWordsIn } from './words.ts'

const PLACE = '/web/deliveries'
const ROWS = 30
/** Calls of a hundred each, within one request: a second or two of work. */
const PARTS_MAX = 10

/** Each notification's way through its chain: what came of it, and what can be done about it. */
export const deliveriesScreen: Screen = (deps) =>
  routes()
    .get('/', (context) => list(deps, context))
    .post('/retry-all', (context) => retryAll(deps, context))
    .post('/pause', operatorsOnly, (context) => steer(deps, context, 'pause'))
    .post('/resume', operatorsOnly, (context) => steer(deps, context, 'resume'))
    .get('/:id', (context) => show(deps, context, idIn(context)))
    .post('/:id/retry', async (context) => {
      const { actor, locale } = context.get('visit')
      const id = idIn(context)
      await deps.core.notify.retry(actor, id)
      const undo = { action: `${PLACE}/${id}/cancel`, fields: {} } as const
      say(context, { tone: 'good', text: deliveriesWordsIn(locale).retried, undo })
      return context.redirect(backIn(await typed(context), `${PLACE}/${id}`), 303)
    })
    .post('/:id/cancel', async (context) => {
      const { actor, locale } = context.get('visit')
      const id = idIn(context)
      await deps.core.notify.cancel(actor, id)
      say(context, { tone: 'good', text: deliveriesWordsIn(locale).cancelled })
      return context.redirect(`${PLACE}/${id}`, 303)
    })

const list = async ({ core, pages }: ScreenDeps, context: WebContext): Promise<Response> => {
  const visit = context.get('visit')
  const people = await peopleSeen(core, visit)
  const chosenFilters = {
    status: chosen<NotificationStatus>(context, 'status', NOTIFICATION_STATUSES),
    kind: chosen<NotificationKind>(context, 'kind', NOTIFICATION_KINDS),
    personId: personOf(people, context.req.query('person') ?? null)?.id ?? null,
  }
  const after = behind(context)
  const [{ timelines, next }, counts, pauses] = await Promise.all([
    core.notify.timelines(visit.actor, { ...present({ ...chosenFilters, after }), limit: ROWS }),
    core.notify.counts(visit.actor),
    core.notify.pauses(),
  ])
  const { title } = deliveriesWordsIn(visit.locale)
  return pages.show(context, { title, place: 'deliveries', topics: ['notifications'] }, (csrf) => (
    <DeliveriesPage
      {...{ visit, csrf, people, timelines, counts, pauses }}
      configured={core.notify.channels}
      filters={chosenFilters}
      isFurther={after !== null}
      next={next}
    />
  ))
}

const show = async ({ core, pages }: ScreenDeps, context: WebContext, id: string): Promise<Response> => {
  const visit = context.get('visit')
  const timeline = await core.notify.timeline(visit.actor, id)
  const { notification } = timeline
  const person = personOf(await peopleSeen(core, visit), notification.personId)
  const title = titleOf(notification, deliveryWordsIn(visit.locale).kind[notification.kind])
  return pages.show(context, { title, place: 'deliveries', topics: ['notifications'] }, (csrf) => (
    <DeliveryDetail timeline={timeline} person={person} visit={visit} csrf={csrf} />
  ))
}

const retryAll = async ({ core }: ScreenDeps, context: WebContext): Promise<Response> => {
  const { actor, locale } = context.get('visit')
  const words = deliveriesWordsIn(locale)
  const asked = (await typed(context)).one('kind')
  const kind = NOTIFICATION_KINDS.find((one) => one === asked) ?? null
  let count = 0
  let after: string | null = null
  for (let part = 0; part < PARTS_MAX; part += 1) {
    const { retried, next }: { retried: number; next: string | null } = await core.notify.retryAll(
      actor,
      present({ kind, after }),
    )
    count += retried
    after = next
    if (next === null) break
  }
  say(context, { tone: 'good', text: after === null ? words.retriedAll(count) : words.retriedPart(count) })
  return context.redirect(pathWith(PLACE, { status: 'failed', kind }), 303)
}

const steer = async ({ core }: ScreenDeps, context: WebContext, what: 'pause' | 'resume'): Promise<Response> => {
  const visit = context.get('visit')
  const words = deliveriesWordsIn(visit.locale)
  const asked = (await typed(context)).one('channel')
  const channel = PAUSABLE.find((one) => one === asked)
  if (channel === undefined) throw new Refusal('input')
  await core.notify[what](visit.actor, channel)
  const name = channelName(channel, visit)
  const isPause = what === 'pause'
  say(context, {
    tone: isPause ? 'warn' : 'good',
    text: isPause ? words.paused(name) : words.resumed(name),
    undo: { action: `${PLACE}/${isPause ? 'resume' : 'pause'}`, fields: { channel } },
  })
  return context.redirect(PLACE, 303)
}
