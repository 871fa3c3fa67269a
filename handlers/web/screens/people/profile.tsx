import type { Person } from '../../../../core/people/index.ts'
import { Button, control, Field, Form, Notice, SelectField, TextField } from '../../parts/index.ts'
import type { Problems } from '../../visit/form.ts'
import type { Visit } from '../../visit/visit.ts'
import { deliveryWordsIn } from '../../words/delivery.ts'
import { wordsIn } from '../../words/index.ts'
import { INBOX_ALONE, LOCALES, OTHER_CHAINS, type ProfileForm, ROLES, USUAL } from './profile-form.ts'
import { type PeopleWords, peopleWords } from './words.ts'

export interface ProfileProps {
  readonly person: Person
  readonly form: ProfileForm
  readonly problems: Problems
  readonly isStale: boolean
  readonly visit: Visit
  readonly csrf: string
  /** Where it is posted to. */
  readonly action: string
}

/** Who somebody is, and when and how they are told: for operators of anybody, for everybody of themselves. */
export const Profile = (props: ProfileProps) => {
  const { person, form, problems, isStale, visit, csrf, action } = props
  const words = peopleWords(visit.locale)
  return (
    <>
      {isStale ? (
        <Notice tone="warn" isUrgent>
          {words.stale}
        </Notice>
      ) : null}
      <Form action={action} csrf={csrf} class="card" id="profile-form" isWhole>
        <input type="hidden" name="version" value={form.version} />
        <TextField name="name" label={words.name} value={form.name} problem={problems.name} required maxlength={100} />
        <div class="fields level">
          {visit.isOperator ? <RoleField {...{ form, problems, words }} isConfigured={person.isConfigured} /> : null}
          <SelectField
            name="locale"
            label={words.locale}
            value={form.locale}
            options={LOCALES.map((value) => ({ value, label: words.localeIs[value] }))}
          />
          <ZoneField {...{ form, problems, words }} />
        </div>
        <Times {...{ form, problems, words }} />
        <SelectField
          name="chain"
          label={words.chain}
          hint={words.chainHint}
          value={form.chain}
          options={chainsIn(visit)}
        />
        <div class="actions">
          <Button kind="primary">{wordsIn(visit.locale).save}</Button>
        </div>
      </Form>
    </>
  )
}

interface Part {
  readonly form: ProfileForm
  readonly problems: Problems
  readonly words: PeopleWords
}

const RoleField = ({ form, problems, words, isConfigured }: Part & { isConfigured: boolean }) => (
  <SelectField
    name="role"
    label={words.roleField}
    value={form.role}
    problem={problems.role}
    hint={isConfigured ? words.configured : undefined}
    options={ROLES.map((value) => ({ value, label: words.role[value] }))}
  />
)

const ZoneField = ({ form, problems, words }: Part) => {
  const field = { name: 'time_zone', label: words.zone, hint: words.zoneHint, problem: problems.time_zone }
  return (
    <Field field={field}>
      <input
        {...control(field)}
        class="input"
        list="zones"
        value={form.zone}
        required
        maxlength={64}
        spellcheck={false}
      />
      <datalist id="zones">
        {zones().map((zone) => (
          <option value={zone} />
        ))}
      </datalist>
    </Field>
  )
}

let known: readonly string[] | null = null
const zones = (): readonly string[] => (known ??= Intl.supportedValuesOf('timeZone'))

const Times = ({ form, problems, words }: Part) => (
  <div class="fields level">
    <TextField
      name="brief_time"
      type="time"
      label={words.briefTime}
      hint={words.briefHint}
      value={form.brief}
      problem={problems.brief_time}
    />
    <TextField
      name="quiet_start"
      type="time"
      label={words.quietStart}
      hint={words.quietHint}
      value={form.quietStart}
      problem={problems.quiet_start}
    />
    <TextField name="quiet_end" type="time" label={words.quietEnd} value={form.quietEnd} problem={problems.quiet_end} />
  </div>
)

const chainsIn = ({ locale }: Visit): readonly { readonly value: string; readonly label: string }[] => {
  const words = peopleWords(locale)
  const { channel } = deliveryWordsIn(locale)
  return [
    { value: USUAL, label: words.chainUsual },
    ...OTHER_CHAINS.map((chain) => ({ value: chain.join(','), label: chain.map((name) => channel[name]).join(' → ') })),
    { value: INBOX_ALONE, label: words.chainInbox },
  ]
}
