import { DomainError } from '../../../../core/index.ts'
import { isTimeZone, LOCAL_TIME } from '../../../../core/kernel/time.ts'
import {
  CHANNEL_NAMES,
  type ChannelName,
  type Locale,
  type PatchPerson,
  type People,
  type Person,
} from '../../../../core/people/index.ts'
import { isWrong, type Problems, type Typed } from '../../visit/form.ts'
import { isName } from '../../visit/name.ts'
import type { PeopleWords } from './words.ts'

/** A person as their form holds them: all text, as it was typed. */
export interface ProfileForm {
  readonly version: string
  readonly name: string
  readonly role: string
  readonly locale: string
  readonly zone: string
  readonly brief: string
  readonly quietStart: string
  readonly quietEnd: string
  readonly chain: string
}

export const LOCALES = ['pt-BR', 'en'] as const satisfies Locale[]
export const ROLES = ['operator', 'member'] as const satisfies Person['role'][]
/** The value of the chain that the installation has for everybody, and of the one without an outside channel. */
export const USUAL = 'usual'
export const INBOX_ALONE = 'inbox'

const usual = CHANNEL_NAMES.join(',')
const choiceOf = (chain: Person['chain']): string => {
  if (chain === null || chain.join(',') === usual) return USUAL
  return chain.length === 0 ? INBOX_ALONE : chain.join(',')
}

/** Every order of some of the channels but the usual one, longest first. */
const orders = (left: readonly ChannelName[]): readonly (readonly ChannelName[])[] => [
  ...left.flatMap((first) => orders(left.filter((name) => name !== first)).map((rest) => [first, ...rest])),
  [],
]
export const OTHER_CHAINS = orders(CHANNEL_NAMES)
  .filter((chain) => chain.length > 0 && chain.join(',') !== usual)
  .toSorted((a, b) => b.length - a.length)

export const profileOf = (person: Person): ProfileForm => ({
  version: String(person.version),
  name: person.name,
  role: person.role,
  locale: person.locale,
  zone: person.timeZone,
  brief: person.briefTime ?? '',
  quietStart: person.quietHours?.start ?? '',
  quietEnd: person.quietHours?.end ?? '',
  chain: choiceOf(person.chain),
})

export const typedProfile = (form: Typed): ProfileForm => ({
  version: form.one('version'),
  name: form.one('name'),
  role: form.one('role'),
  locale: form.one('locale'),
  zone: form.one('time_zone').trim(),
  brief: form.one('brief_time').trim(),
  quietStart: form.one('quiet_start').trim(),
  quietEnd: form.one('quiet_end').trim(),
  chain: form.one('chain'),
})

export type ProfileSaved =
  | { readonly ok: true; readonly person: Person; readonly isChanged: boolean }
  | { readonly ok: false; readonly problems: Problems; readonly isStale: boolean }

/** Saves what differs from `before`. Only operators change roles; to everybody else the field is not there. */
export const saveProfile = async (
  people: Pick<People, 'patch'>,
  before: Person,
  form: ProfileForm,
  { mayRole, words }: { readonly mayRole: boolean; readonly words: PeopleWords },
): Promise<ProfileSaved> => {
  const problems = problemsIn(form, words)
  if (isWrong(problems)) return { ok: false, problems, isStale: false }
  const patch = patchOf(before, form, mayRole)
  const version = /^\d{1,9}$/.test(form.version) ? Number(form.version) : before.version
  if (Object.keys(patch).length === 0) return { ok: true, person: before, isChanged: false }
  try {
    return { ok: true, person: await people.patch(before.id, patch, { version }), isChanged: true }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    if (error.code === 'stale_version') return { ok: false, problems: {}, isStale: true }
    if (error.code === 'last_operator') {
      return { ok: false, problems: { role: words.lastOperator }, isStale: false }
    }
    throw error
  }
}

const problemsIn = ({ name, zone, brief, quietStart, quietEnd }: ProfileForm, words: PeopleWords): Problems => {
  const { problem } = words
  const isTime = (time: string): boolean => time === '' || LOCAL_TIME.test(time)
  const missing = quietStart === '' ? 'quiet_start' : 'quiet_end'
  return {
    ...(isName(name) ? {} : { name: problem.name }),
    ...(isTimeZone(zone) ? {} : { time_zone: problem.zone }),
    ...(isTime(brief) ? {} : { brief_time: problem.time }),
    ...((quietStart === '') === (quietEnd === '') ? {} : { [missing]: problem.quietBoth }),
    ...(quietStart === '' || quietStart !== quietEnd ? {} : { quiet_end: problem.quietSame }),
    ...(isTime(quietStart) ? {} : { quiet_start: problem.time }),
    ...(isTime(quietEnd) ? {} : { quiet_end: problem.time }),
  }
}

const patchOf = (before: Person, form: ProfileForm, mayRole: boolean): PatchPerson => {
  const shown = profileOf(before)
  const role = ROLES.find((name) => name === form.role)
  const locale = LOCALES.find((name) => name === form.locale)
  const { quietStart: start, quietEnd: end } = form
  return {
    ...(form.name.trim() === before.name ? {} : { name: form.name }),
    ...(mayRole && role !== undefined && role !== before.role ? { role } : {}),
    ...(locale === undefined || locale === before.locale ? {} : { locale }),
    ...(form.zone === before.timeZone ? {} : { timeZone: form.zone }),
    ...(form.brief === shown.brief ? {} : { briefTime: form.brief === '' ? null : form.brief }),
    ...(start === shown.quietStart && end === shown.quietEnd
      ? {}
      : { quietHours: start === '' ? null : { start, end } }),
    ...(form.chain === shown.chain ? {} : chainOf(form.chain)),
  }
}

/** A value that is none of the form's is as if it had not been there. */
const chainOf = (value: string): Pick<PatchPerson, 'chain'> => {
  if (value === USUAL) return { chain: null }
  if (value === INBOX_ALONE) return { chain: [] }
  const chain = OTHER_CHAINS.find((order) => order.join(',') === value)
  return chain === undefined ? {} : { chain }
}
