import type { PageEnds, PageQuery } from '../kernel/page.ts'
import type { MirrorName } from './mirror.ts'
import type { MirrorLink } from './mirror-link.ts'

export const TROUBLE_KINDS = ['troubled', 'removed'] as const
/** troubled: with a problem, or failing · removed: a person deleted the copy outside */
export type TroubleKind = (typeof TROUBLE_KINDS)[number]

export interface TroubleQuery extends PageQuery {
  readonly mirror: MirrorName
  readonly kind: TroubleKind
}

export interface TroublePage extends PageEnds {
  readonly links: readonly MirrorLink[]
}

/** The links that a person may want to look at. */
export interface TroubleStore {
  /** By task id. */
  troubles(query: TroubleQuery): Promise<TroublePage>
}
