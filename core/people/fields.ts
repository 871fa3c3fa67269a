import { invalid } from '../kernel/errors.ts'
import { isTimeZone, LOCAL_TIME } from '../kernel/time.ts'
import type { PatchPerson } from './index.ts'
import type { Person } from './person.ts'

const NAME_MAX = 100

const checkName = (name: string): string => {
  const trimmed = name.trim()
  if (trimmed === '' || [...trimmed].length > NAME_MAX) throw invalid('/name', `Must have 1 to ${NAME_MAX} characters.`)
  return trimmed
}

const checkTime = (pointer: string, time: string): void => {
  if (!LOCAL_TIME.test(time)) throw invalid(pointer, 'Must be a time as HH:MM, 00:00 to 23:59.')
}

type Fields = Pick<Person, 'name' | 'role' | 'locale' | 'timeZone' | 'quietHours' | 'briefTime' | 'chain'>

/** The person's own fields after a change, checked. */
export const withChanges = (current: Fields, patch: PatchPerson): Fields => {
  if (patch.timeZone !== undefined && !isTimeZone(patch.timeZone)) {
    throw invalid('/time_zone', 'Must be an IANA time zone such as America/Sao_Paulo.')
  }
  if (patch.quietHours !== undefined && patch.quietHours !== null) {
    checkTime('/quiet_hours/start', patch.quietHours.start)
    checkTime('/quiet_hours/end', patch.quietHours.end)
    if (patch.quietHours.start === patch.quietHours.end) {
      throw invalid('/quiet_hours', 'Start and end must differ; null means never quiet.')
    }
  }
  if (patch.briefTime !== undefined && patch.briefTime !== null) checkTime('/brief_time', patch.briefTime)
  if (patch.chain !== undefined && patch.chain !== null && new Set(patch.chain).size !== patch.chain.length) {
    throw invalid('/chain', 'Each channel at most once.')
  }
  return {
    name: patch.name === undefined ? current.name : checkName(patch.name),
    role: patch.role ?? current.role,
    locale: patch.locale ?? current.locale,
    timeZone: patch.timeZone ?? current.timeZone,
    quietHours: patch.quietHours === undefined ? current.quietHours : patch.quietHours,
    briefTime: patch.briefTime === undefined ? current.briefTime : patch.briefTime,
    chain: patch.chain === undefined ? current.chain : patch.chain,
  }
}
