import type { AccountRecords } from './accounts/ports.ts'
import type { Interpreter, SheetIntake } from './capture/ports.ts'
import type { Clock } from './kernel/clock.ts'
import type { Ids } from './kernel/ids.ts'
import type { RateLimit } from './kernel/rate-limit.ts'
import type { Channel } from './notify/ports.ts'
import type { ChannelName } from './people/person.ts'
import type { Storage } from './ports.ts'
import type { CoreSettings } from './settings.ts'
import type { MirrorName, TaskMirror } from './sync/ports.ts'
import type { BackupLog, JobDesk } from './upkeep/ports.ts'

/** All that the core is made from. */
export interface CoreDeps {
  readonly storage: Storage
  readonly clock: Clock
  readonly ids: Ids
  readonly settings: CoreSettings
  /** A channel that is absent counts as not configured: its turn in a chain passes at once, with that reason. */
  readonly channels: Readonly<Partial<Record<ChannelName, Channel>>>
  /** The outside copies of all tasks; absent ones are not configured. */
  readonly mirrors?: Readonly<Partial<Record<MirrorName, TaskMirror>>>
  /** The sheet whose rows become messages; absent: there is none. */
  readonly intake?: SheetIntake
  /** Who is asked, in this order, what the grammar does not know; absent: nobody, and its best guess is what counts. */
  readonly interpreters?: readonly Interpreter[]
  /** The job queue as operators handle it; absent: nobody does here. */
  readonly jobDesk?: JobDesk
  /** What is known of backups; absent: nothing is. */
  readonly backupLog?: BackupLog
  /** What sign-in keeps, so that the purge reaches it; absent: there is no console. */
  readonly accountRecords?: AccountRecords
  /** Counts what interpreters are asked; absent: nobody counts, and there is no budget. */
  readonly rateLimit?: RateLimit
  /**
   * The name by which a person goes with interpreters: the same for the same text, nothing that leads back to it. A keyed
   * hash where there is a key; absent: `ids.digest`.
   */
  readonly pseudonym?: (text: string) => Promise<string>
}
