import type { CoreDeps } from '../deps.ts'
import { PortError } from '../kernel/errors.ts'
import { instantOf, localDate } from '../kernel/time.ts'
import type { Person } from '../people/person.ts'
import { compose } from './compose.ts'
import type { Briefs } from './index.ts'
import { deliverBrief } from './send.ts'

const KIND = 'morning'
/** A morning brief that was missed is still useful for this long. */
const USEFUL_MS = 4 * 3_600_000

export const makeBriefTick =
  (deps: CoreDeps): Briefs['tick'] =>
  async () => {
    const people = await deps.storage.read((stores) => stores.people.all())
    const failures: unknown[] = []
    for (const person of people) {
      try {
        const due = dueBrief(person, deps.clock.now())
        if (due !== null) await sendOnce(deps, person.id, due)
      } catch (error) {
        // What is down is down for everyone; anything else is this person's and keeps no brief from the others.
        if (error instanceof PortError && error.kind === 'unavailable') throw error
        failures.push(error)
      }
    }
    if (failures.length > 0) throw failures[0]
  }

interface DueBrief {
  readonly date: string
  readonly at: Date
}

/** The brief of the person's local day whose time has come and is not long past. */
const dueBrief = (person: Person, now: Date): DueBrief | null => {
  if (person.briefTime === null) return null
  const date = localDate(now, person.timeZone)
  const at = instantOf(date, person.briefTime, person.timeZone)
  // Who was not there yet has missed nothing.
  if (at < person.createdAt) return null
  const age = now.getTime() - at.getTime()
  return age >= 0 && age < USEFUL_MS ? { date, at } : null
}

/** The claim and the notification commit together: whoever claims first sends, everyone else finds it taken. */
const sendOnce = (deps: CoreDeps, personId: string, { date, at }: DueBrief): Promise<void> =>
  deps.storage.run(async (stores) => {
    const now = deps.clock.now()
    const person = await stores.people.find(personId)
    if (person === null || !(await stores.briefs.claim({ personId, kind: KIND, date, at: now }))) return
    const brief = await compose(deps, stores, person, { date, kind: KIND })
    await deliverBrief(deps, stores, person, brief, `brief:${KIND}:${date}:${personId}`)
    stores.facts.record({
      type: 'brief',
      kind: KIND,
      status: 'sent',
      latenessSeconds: (now.getTime() - at.getTime()) / 1000,
    })
  })
