import type { Clock } from './kernel/clock.ts'
import type { Ids } from './kernel/ids.ts'
import type { Channel } from './notify/ports.ts'
import type { ChannelName } from './people/person.ts'
import type { Storage } from './ports.ts'
import type { CoreSettings } from './settings.ts'

/** All that the core is made from. */
export interface CoreDeps {
  readonly storage: Storage
  readonly clock: Clock
  readonly ids: Ids
  readonly settings: CoreSettings
  /** A channel that is absent counts as not configured: its turn in a chain passes at once, with that reason. */
  readonly channels: Readonly<Partial<Record<ChannelName, Channel>>>
}
