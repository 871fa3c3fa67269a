import type { LocalDate } from '../kernel/time.ts'

export const BRIEF_KINDS = ['morning'] as const
export type BriefKind = (typeof BRIEF_KINDS)[number]

/** The scheduled briefs that were sent: unique by person, kind and local date. */
export interface BriefStore {
  /** False when this person's brief of that kind and date was claimed before. Freed by a rollback. */
  claim(brief: { personId: string; kind: BriefKind; date: LocalDate; at: Date }): Promise<boolean>
  purge(claimedBefore: Date): Promise<number>
}
