import type { Visit } from '../visit/visit.ts'
import { formatsOf } from '../words/format.ts'
import { Moment } from './blocks.tsx'

/** A moment with its date, by the clock of whoever looks. */
export const When = ({ at, visit }: { at: Date; visit: Pick<Visit, 'locale' | 'zone'> }) => (
  <Moment at={at} text={formatsOf(visit.locale, visit.zone).dateTime(at)} />
)
