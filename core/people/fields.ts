import { invalid, together } from '../kernel/errors.ts'
import { lengthOf } from '../kernel/text.ts'
import { checkTimeZone, LOCAL_TIME } from '../kernel/time.ts'
import type { PatchPerson } from './index.ts'
import type { Person } from './person.ts'

/** In code points. */
export const PERSON_NAME_MAX = 100

export const checkPersonName = (name: string): string => {
  const trimmed = name.trim()
  if (trimmed !== '' && lengthOf(trimmed) <= PERSON_NAME_MAX) return trimmed
  throw invalid('/name', `Must have 1 to ${PERSON_NAME_MAX} characters.`)
}

const checkTime = (pointer: string, time: string): string => {
  if (!LOCAL_TIME.test(time)) throw invalid(pointer, 'Must be a time as HH:MM, 00:00 to 23:59.')
  return time
}

export const checkQuietHours = (hours: Person['quietHours']): Person['quietHours'] => {
  if (hours === null) return null
  const { start, end } = together({
    start: () => checkTime('/quiet_hours/start', hours.start),
    end: () => checkTime('/quiet_hours/end', hours.end),
  })
  if (start === end) throw invalid('/quiet_hours', 'Start and end must differ; null means never quiet.')
  return { start, end }
}

const checkBriefTime = (time: Person['briefTime']): Person['briefTime'] =>
  time === null ? null : checkTime('/brief_time', time)

export const checkChain = (chain: Person['chain']): Person['chain'] => {
  if (chain !== null && new Set(chain).size !== chain.length) throw invalid('/chain', 'Each channel at most once.')
  return chain
}

type Fields = Pick<Person, 'name' | 'role' | 'locale' | 'timeZone' | 'quietHours' | 'briefTime' | 'chain'>

/** The person's own fields after a change, checked. */
export const withChanges = (current: Fields, patch: PatchPerson): Fields => ({
  role: patch.role ?? current.role,
  locale: patch.locale ?? current.locale,
  ...together({
    name: () => (patch.name === undefined ? current.name : checkPersonName(patch.name)),
    timeZone: () => (patch.timeZone === undefined ? current.timeZone : checkTimeZone(patch.timeZone)),
    quietHours: () => (patch.quietHours === undefined ? current.quietHours : checkQuietHours(patch.quietHours)),
    briefTime: () => (patch.briefTime === undefined ? current.briefTime : checkBriefTime(patch.briefTime)),
    chain: () => (patch.chain === undefined ? current.chain : checkChain(patch.chain)),
  }),
})
