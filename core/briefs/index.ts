import type { CoreDeps } from '../deps.ts'
import type { Actor } from '../kernel/actor.ts'
import type { LocalDate } from '../kernel/time.ts'
import type { Brief } from './brief.ts'
import { makeComposeBrief } from './compose.ts'
import type { BriefKind } from './ports.ts'
import { makeSendBrief } from './send.ts'
import { makeBriefTick } from './tick.ts'

export type { Brief, BriefTask } from './brief.ts'
export { BRIEF_KINDS, type BriefKind } from './ports.ts'
export { renderBrief } from './render.ts'

/** Absent: the actor's own, today in their zone. A member may only ask for their own. */
export interface BriefRequest {
  readonly personId?: string
  readonly date?: LocalDate
  readonly kind?: BriefKind
}

export interface Briefs {
  structured(actor: Actor, request: BriefRequest): Promise<Brief>
  text(actor: Actor, request: BriefRequest): Promise<string>
  /** Composes and delivers a new one now, whatever was sent before. */
  send(actor: Actor, request: BriefRequest): Promise<{ notificationId: string }>
  /** The job: sends each scheduled brief that is due and was not sent on its local date. */
  tick(): Promise<void>
}

export const makeBriefs = (deps: CoreDeps): Briefs => ({
  structured: makeComposeBrief(deps).structured,
  text: makeComposeBrief(deps).text,
  send: makeSendBrief(deps),
  tick: makeBriefTick(deps),
})
