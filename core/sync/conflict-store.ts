import type { PageEnds, PageQuery } from '../kernel/page.ts'
import type { CopyField, MirrorName } from './mirror.ts'

/** Both sides changed one field: what each had, and which one stayed. */
export interface Conflict {
  readonly id: string
  readonly taskId: number
  readonly mirror: MirrorName
  readonly field: CopyField | 'deleted'
  /** JSON values of `Copy`. */
  readonly ours: unknown
  readonly theirs: unknown
  readonly winner: 'ours' | 'theirs'
  readonly at: Date
  /** Who was told. */
  readonly personId: string | null
  readonly resolvedAt: Date | null
  readonly resolution: 'kept' | 'swapped' | null
}

export interface ConflictPage extends PageEnds {
  readonly conflicts: readonly Conflict[]
}

export interface ConflictStore {
  insert(conflict: Conflict): Promise<void>
  find(id: string): Promise<Conflict | null>
  lock(id: string): Promise<Conflict | null>
  update(conflict: Conflict): Promise<void>
  /** Newest first; `open`: only those nobody resolved. */
  page(query: PageQuery & { open?: boolean; taskId?: number }): Promise<ConflictPage>
  /** Of the newest moment (`at`) since then at which this person was told of open ones, all, by task and field. */
  latestFor(personId: string, since: Date): Promise<readonly Conflict[]>
  /**
   * A person is gone: deletes the conflicts over an assignee that has one of their names, takes such an assignee out of
   * what a deleted task's copy had, and forgets that the person was told of others.
   */
  forget(personId: string, names: readonly string[]): Promise<void>
  purge(before: Date): Promise<number>
}
