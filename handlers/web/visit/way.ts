import type { PlannedWay } from '../../../core/notify/index.ts'
import { aliasOn, type ChannelName, type Person } from '../../../core/people/index.ts'

/** By what a brief would reach them now. Empty: the inbox alone. */
export const wayIn = (plan: readonly PlannedWay[]): readonly ChannelName[] =>
  plan.find(({ kind }) => kind === 'brief')?.channels ?? []

/** Whether e-mail reaches them, though not at an address of theirs: the core has them at FALLBACK_EMAIL then. */
export const hasFallback = (person: Person, way: readonly ChannelName[]): boolean =>
  way.includes('email') && aliasOn('email', person) === null
