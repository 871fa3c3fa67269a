import { type Access, type ApiKey, SCOPES, type Scope } from '../../../../core/access/index.ts'
import { DomainError } from '../../../../core/index.ts'
import { addDays, isNameableDate, startOfDay } from '../../../../core/kernel/time.ts'
import type { Problems, Typed } from '../../visit/form.ts'
import type { Visit } from '../../visit/visit.ts'
import { settingsWords } from './words.ts'

/** The form of a new key, as it was typed. */
export interface KeyForm {
  readonly name: string
  /** Whose key it will be; '' for an operator's. */
  readonly person: string
  /** The last day on which it works; '' for always. */
  readonly expires: string
  readonly scopes: readonly Scope[]
}

export const NEW_KEY: KeyForm = { name: '', person: '', expires: '', scopes: [] }

export const typedKey = (form: Typed): KeyForm => {
  const scopes = form.all('scope')
  return {
    name: form.one('name').trim(),
    person: form.one('person'),
    expires: form.one('expires'),
    scopes: SCOPES.filter((scope) => scopes.includes(scope)),
  }
}

/** Where the core's word for a field is not the form's. */
const FIELD_OF: Readonly<Record<string, string>> = { person_id: 'person', expires_at: 'expires' }

export const issueKey = async (
  access: Access,
  visit: Visit,
  { name, person, expires, scopes }: KeyForm,
): Promise<
  | { readonly ok: true; readonly key: ApiKey; readonly secret: string }
  | { readonly ok: false; readonly problems: Problems }
> => {
  const words = settingsWords(visit.locale).keys.problem
  if (expires !== '' && !isNameableDate(expires)) return { ok: false, problems: { expires: words.expires } }
  try {
    const expiresAt = expires === '' ? null : startOfDay(addDays(expires, 1), visit.zone)
    return { ok: true, ...(await access.issue({ name, scopes, personId: person === '' ? null : person, expiresAt })) }
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'invalid_input') throw error
    const known: Readonly<Record<string, string>> = words
    const fields = error.problems.map(({ pointer }) => pointer.slice(1)).map((name) => FIELD_OF[name] ?? name)
    return { ok: false, problems: Object.fromEntries(fields.map((field) => [field, known[field] ?? words.name])) }
  }
}
