import {
  createClock,
  createMemoryJobs,
  createMemoryStorage,
  createRecordingObserver,
  createScriptedChannel,
  createSequentialIds,
} from '../../../adapters/memory/index.ts'
import type { Actor } from '../../../core/kernel/actor.ts'
import type { JobHandlers } from '../../../core/kernel/jobs.ts'
import { makeNotifications, type NotifyRequest } from '../../../core/notify/index.ts'
import type { Delivery, ReceiptKind } from '../../../core/notify/ports.ts'
import type { ChannelName, Person } from '../../../core/people/person.ts'
import { type CoreSettings, DEFAULT_SETTINGS } from '../../../core/settings.ts'
import { aMessage, anAlias, aPerson } from '../../contracts/samples.ts'
import { createPower, type Power } from './power.ts'

/** A Monday, 09:00 in São Paulo. */
export const START = new Date('2026-01-05T12:00:00.000Z')
export const secondsIn = (seconds: number): Date => new Date(START.getTime() + seconds * 1000)

export interface WorldOptions {
  readonly settings?: Partial<CoreSettings>
  /** Channels that are not configured. */
  readonly without?: readonly ChannelName[]
  readonly start?: Date
  /** The longest send on WhatsApp; its lease is 15 s longer. */
  readonly sendTimeoutMs?: number
  readonly power?: Power
}

/** The chain on in-memory fakes and a clock that stands still, driven by its jobs alone. */
export const createWorld = (options: WorldOptions = {}) => {
  const clock = createClock(options.start ?? START)
  const observer = createRecordingObserver()
  const failures: unknown[] = []
  const jobs = createMemoryJobs({ clock, onFailure: (error) => failures.push(error) })
  const storage = createMemoryStorage({ clock, observer, jobs })
  const whatsapp = createScriptedChannel('whatsapp', clock, { sendTimeoutMs: options.sendTimeoutMs ?? 10_000 })
  const email = createScriptedChannel('email', clock)
  email.always((message) => ({ outcome: 'delivered', externalId: `<${message.notificationId}@sparkone>` }))
  const settings: CoreSettings = { ...DEFAULT_SETTINGS, fallbackEmail: 'ops@example.com', ...options.settings }
  const { power = createPower(), without = [] } = options
  const channels = {
    ...(without.includes('whatsapp') ? {} : { whatsapp: power.channel(whatsapp) }),
    ...(without.includes('email') ? {} : { email: power.channel(email) }),
  }
  const deps = { storage: power.storage(storage), clock, ids: createSequentialIds(), settings, channels }
  const notify = makeNotifications(deps)

  const step = ({ notificationId }: { notificationId: string }): Promise<void> => notify.advance(notificationId)
  const foreign = (): Promise<void> => Promise.reject(new Error('not a job of this module'))
  const handlers: JobHandlers = {
    'notify.whatsapp': step,
    'notify.email': step,
    'notify.wake': step,
    'capture.interpret': foreign,
    'tasks.remind': foreign,
    'briefs.tick': foreign,
    'sync.run': foreign,
    'sync.tell': foreign,
    'sync.tick': foreign,
    'sheets.intake': foreign,
    'storage.purge': foreign,
  }

  const drain = async (): Promise<number> => jobs.drain(handlers, { max: 500 })
  /** Lets time pass, running each job when it is due. */
  const until = async (target: Date): Promise<void> => {
    await drain()
    for (let next = jobs.waiting()[0]; next !== undefined && next.runAt <= target; next = jobs.waiting()[0]) {
      if (next.runAt > clock.now()) clock.set(next.runAt)
      if ((await drain()) === 0) throw new Error('A job is due and cannot run.')
    }
    if (target > clock.now()) clock.set(target)
  }
  const elapse = (seconds: number): Promise<void> => until(new Date(clock.now().getTime() + seconds * 1000))
  const untilQuiet = async (): Promise<void> => {
    for (let rounds = 0; jobs.waiting().length > 0; rounds += 1) {
      if (rounds > 5_000) throw new Error('The jobs never end.')
      const [next] = jobs.waiting()
      await until(next?.runAt ?? clock.now())
    }
  }

  const addPerson = async (given: Partial<Person> = {}, addresses = ['5511987654321', 'ana@example.com']) => {
    const person = aPerson(given)
    const aliases = addresses.map((address) =>
      anAlias(person.id, { address, channel: address.includes('.') ? 'email' : 'whatsapp' }),
    )
    const whole: Person = { ...person, aliases }
    await storage.run(({ people }) => people.insert(whole))
    return whole
  }
  const addMessage = async (person: Person, given: Parameters<typeof aMessage>[1] = {}) => {
    const message = aMessage(person.id, given)
    await storage.run(({ messages }) => messages.insert(message))
    return message
  }

  const tell = async (person: Person, given: Partial<NotifyRequest> = {}): Promise<string> => {
    const { notification } = await notify.notify({
      personId: person.id,
      kind: 'alert',
      subject: 'Alerta: DatabaseDown',
      body: 'O banco caiu.',
      ...given,
    })
    return notification.id
  }
  const read = (id: string) => notify.get(OPERATOR, id)
  const receipt = async (kind: ReceiptKind, externalId = whatsapp.externalIds.at(-1) ?? 'none'): Promise<void> => {
    await notify.receive({ channel: 'whatsapp', externalId, kind, at: clock.now() })
    await drain()
  }
  /** Status, reason, and each attempt in the chain's order as `channel state reason`. */
  const story = async (id: string): Promise<readonly string[]> => {
    const { notification, deliveries } = await read(id)
    const place = ({ round, channel, attempt }: Delivery) =>
      round * 10_000 + notification.chain.indexOf(channel) * 1000 + attempt
    const inOrder = deliveries.toSorted((a, b) => place(a) - place(b))
    return [said(notification.status, notification.reason), ...inOrder.map(sayDelivery)]
  }
  const facts = (type: string) => observer.facts.filter((fact) => fact.type === type)

  return {
    clock,
    jobs,
    storage,
    settings,
    notify,
    deps,
    whatsapp,
    email,
    failures,
    facts,
    drain,
    until,
    elapse,
    untilQuiet,
    addPerson,
    addMessage,
    tell,
    read,
    receipt,
    story,
  }
}

export type World = ReturnType<typeof createWorld>

export const OPERATOR: Actor = { personId: 'operator', role: 'operator', channel: 'api' }
export const memberOf = (person: Person): Actor => ({ personId: person.id, role: 'member', channel: 'api' })

const said = (...words: readonly (string | null)[]): string => words.filter((word) => word !== null).join(' ')
const sayDelivery = ({ channel, state, reason }: Delivery): string => said(channel, state, reason)
