import type { CoreDeps } from '../deps.ts'
import { joined } from '../kernel/unit-of-work.ts'
import { sayDate } from '../language/index.ts'
import { makeNotifications, type Notification } from '../notify/index.ts'
import type { Person } from '../people/person.ts'
import type { Stores } from '../ports.ts'
import type { Brief } from './brief.ts'
import { compose, whose } from './compose.ts'
import type { Briefs } from './index.ts'
import { renderBrief } from './render.ts'

export const makeSendBrief =
  (deps: CoreDeps): Briefs['send'] =>
  (actor, request) =>
    deps.storage.run(async (stores) => {
      const person = await whose(stores, actor, request)
      const brief = await compose(deps, stores, person, request)
      const { id } = await deliverBrief(deps, stores, person, brief, null)
      return { notificationId: id }
    })

/** Puts a composed brief on the person's chain, in the caller's unit of work. */
export const deliverBrief = async (
  deps: CoreDeps,
  stores: Stores,
  person: Person,
  brief: Brief,
  dedupeKey: string | null,
): Promise<Notification> => {
  const date = sayDate(brief.date, person.locale)
  const subject = person.locale === 'en' ? `Your day · ${date}` : `Seu dia · ${date}`
  const { notification } = await makeNotifications({ ...deps, storage: joined(stores) }).notify({
    personId: person.id,
    kind: 'brief',
    subject,
    body: renderBrief(brief),
    dedupeKey,
    groupKey: `brief:${brief.kind}:${brief.date}:${person.id}`,
  })
  return notification
}
