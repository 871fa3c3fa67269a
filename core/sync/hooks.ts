import type { CoreDeps } from '../deps.ts'
import type { Actor } from '../kernel/actor.ts'
import { DomainError } from '../kernel/errors.ts'
import { joined } from '../kernel/unit-of-work.ts'
import type { Stores } from '../ports.ts'
import type { MirrorName } from './ports.ts'
import type { Sync } from './sync.ts'

/** How long an operator has to press "create subscription" at the vendor's. */
const OPEN_MS = 15 * 60_000

export type HookPairing =
  /** The vendor's first request is waited for. */
  | { readonly state: 'open'; readonly until: Date; readonly token: null }
  /** It came. This is the only time that the token is said: it goes into the vendor's own page. */
  | { readonly state: 'received'; readonly until: null; readonly token: string }

/** The vendor's webhook of a mirror: a hint that something changed, never more. A mirror that is not configured is `mirror_not_found`. */
export interface MirrorHooks {
  /**
   * For operators. Opens the door to one unsigned first request for 15 minutes; asked again, says its token once it
   * came. What was paired before stays so until then.
   */
  pair(actor: Actor, mirror: MirrorName): Promise<HookPairing>
  /** The vendor's first request, which anybody could send: taken once, and only while somebody pairs. */
  greet(mirror: MirrorName, token: string): Promise<'paired' | 'not_pairing'>
  /** What deliveries are signed with; null: it was never paired, or is not configured. */
  secret(mirror: MirrorName): Promise<string | null>
  /** A delivery whose signature held: a pull soon, once however often it is repeated, and a look at the copy it names. */
  receive(mirror: MirrorName, eventId: string, externalId?: string | null): Promise<'accepted' | 'duplicate'>
}

/** Kept as one text, which the store does not look into. `isUnseen`: the secret was not said to anybody yet. */
interface Hook {
  readonly secret: string | null
  readonly openUntil: number | null
  readonly isUnseen: boolean
}

const NONE: Hook = { secret: null, openUntil: null, isUnseen: false }

const read = async ({ mirrors }: Pick<Stores, 'mirrors'>, mirror: MirrorName): Promise<Hook> => {
  const text = await mirrors.hookSecret(mirror)
  // Written below and nowhere else.
  return text === null ? NONE : (JSON.parse(text) as Hook)
}

const write = ({ mirrors }: Pick<Stores, 'mirrors'>, mirror: MirrorName, hook: Hook): Promise<void> =>
  mirrors.setHookSecret(mirror, JSON.stringify(hook))

export const makeMirrorHooks = (deps: CoreDeps, makeSync: (deps: CoreDeps) => Pick<Sync, 'hint'>): MirrorHooks => {
  const { storage, clock } = deps
  const mustExist = (mirror: MirrorName): void => {
    if (deps.mirrors?.[mirror] === undefined) throw new DomainError('mirror_not_found', 'There is no such mirror.')
  }

  return {
    pair: (actor, mirror) =>
      storage.run(async (stores) => {
        if (actor.role !== 'operator') throw new DomainError('forbidden', 'Only operators pair a webhook.')
        mustExist(mirror)
        // One at a time.
        await stores.mirrors.lock(mirror)
        const hook = await read(stores, mirror)
        const now = clock.now().getTime()
        if (hook.isUnseen && hook.secret !== null) {
          await write(stores, mirror, { ...hook, isUnseen: false })
          return { state: 'received', until: null, token: hook.secret }
        }
        const openUntil = hook.openUntil !== null && hook.openUntil > now ? hook.openUntil : now + OPEN_MS
        await write(stores, mirror, { ...hook, openUntil })
        return { state: 'open', until: new Date(openUntil), token: null }
      }),

    greet: (mirror, token) =>
      storage.run(async (stores) => {
        if (deps.mirrors?.[mirror] === undefined) return 'not_pairing'
        await stores.mirrors.lock(mirror)
        const { openUntil } = await read(stores, mirror)
        if (openUntil === null || openUntil <= clock.now().getTime()) return 'not_pairing'
        await write(stores, mirror, { secret: token, openUntil: null, isUnseen: true })
        return 'paired'
      }),

    secret: async (mirror) =>
      deps.mirrors?.[mirror] === undefined ? null : (await storage.read((stores) => read(stores, mirror))).secret,

    receive: (mirror, eventId, externalId) =>
      storage.run(async (stores) => {
        mustExist(mirror)
        if (!(await stores.mirrors.noteHook(mirror, eventId, clock.now()))) return 'duplicate'
        await makeSync({ ...deps, storage: joined(stores) }).hint(mirror, externalId)
        return 'accepted'
      }),
  }
}
