import {
  createClock,
  createMemoryStorage,
  createRecordingObserver,
  createScriptedChannel,
  createSequentialIds,
} from '../../adapters/memory/index.ts'
import type { Interpreter } from '../../core/capture/ports.ts'
import {
  type Actor,
  type Core,
  type CoreDeps,
  type CoreSettings,
  DEFAULT_SETTINGS,
  makeCore,
} from '../../core/index.ts'
import type { RateLimit } from '../../core/kernel/rate-limit.ts'
import type { Person } from '../../core/people/index.ts'

/** Tuesday 2026-11-24 10:00 in America/Sao_Paulo. */
export const TUESDAY_TEN = new Date('2026-11-24T13:00:00.000Z')

export const actorOf = (person: Person, channel: Actor['channel'] = 'api'): Actor => ({
  personId: person.id,
  role: person.role,
  channel,
})

export interface TestCore {
  readonly core: Core
  /** What it is made from, for another process on the same data. */
  readonly deps: CoreDeps
  readonly clock: ReturnType<typeof createClock>
  readonly storage: ReturnType<typeof createMemoryStorage>
  readonly whatsapp: ReturnType<typeof createScriptedChannel>
  readonly email: ReturnType<typeof createScriptedChannel>
  readonly facts: ReturnType<typeof createRecordingObserver>
  /** The first operator, with the phone 5511988887777. */
  readonly ana: Person
  /** A member with the phone 5511977776666. */
  readonly bruno: Person
  /** Runs every job that is due. */
  drain(): Promise<void>
}

/** The whole core on memory, with two people, at a fixed moment. */
export const createTestCore = async (
  options: {
    settings?: Partial<CoreSettings>
    now?: Date
    interpreters?: readonly Interpreter[]
    rateLimit?: RateLimit
    /** Of the two that there are, those that are configured; both unless it is said. */
    channels?: (all: Required<CoreDeps['channels']>) => CoreDeps['channels']
    backupLog?: CoreDeps['backupLog']
    mirrors?: (clock: ReturnType<typeof createClock>) => CoreDeps['mirrors']
  } = {},
): Promise<TestCore> => {
  const clock = createClock(options.now ?? TUESDAY_TEN)
  const facts = createRecordingObserver()
  const storage = createMemoryStorage({ clock, observer: facts })
  const whatsapp = createScriptedChannel('whatsapp', clock)
  const email = createScriptedChannel('email', clock)
  // A mail server's word is its last.
  email.always({ outcome: 'delivered', externalId: null })
  const deps: CoreDeps = {
    storage,
    clock,
    ids: createSequentialIds(),
    settings: { ...DEFAULT_SETTINGS, ...options.settings },
    channels: options.channels === undefined ? { whatsapp, email } : options.channels({ whatsapp, email }),
    jobDesk: storage.jobs.desk,
    ...(options.mirrors === undefined ? {} : { mirrors: options.mirrors(clock) ?? {} }),
    ...(options.backupLog === undefined ? {} : { backupLog: options.backupLog }),
    ...(options.interpreters === undefined ? {} : { interpreters: options.interpreters }),
    ...(options.rateLimit === undefined ? {} : { rateLimit: options.rateLimit }),
  }
  const core = makeCore(deps)
  await core.people.ensureOperators(['5511988887777'])
  const [operator] = (await core.people.list({ limit: 10 })).people
  if (operator === undefined) throw new Error('no operator')
  const ana = await core.people.patch(operator.id, { name: 'Ana' })
  const bruno = await core.people.add({
    name: 'Bruno',
    aliases: [{ channel: 'whatsapp', address: '+55 11 97777-6666' }],
  })
  return {
    core,
    deps,
    clock,
    storage,
    whatsapp,
    email,
    facts,
    ana,
    bruno,
    drain: async () => {
      while ((await storage.jobs.drain(core.jobs, { max: 1000 })) > 0);
    },
  }
}
