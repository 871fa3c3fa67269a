import { SCOPES } from '../../../../core/access/index.ts'
import { localDate } from '../../../../core/kernel/time.ts'
import type { Person } from '../../../../core/people/index.ts'
import { Button, CheckField, control, Field, Form, Section, SelectField, TextField } from '../../parts/index.ts'
import type { Problems } from '../../visit/form.ts'
import { optionsOf } from '../../visit/people-seen.ts'
import type { Visit } from '../../visit/visit.ts'
import { wordsIn } from '../../words/index.ts'
import type { KeyForm } from './key-form.ts'
import { KEYS } from './keys.tsx'
import { settingsWords } from './words.ts'

export const NewKey = (props: {
  form: KeyForm
  problems: Problems
  people: readonly Person[]
  visit: Visit
  csrf: string
}) => {
  const { form, problems, people, visit, csrf } = props
  const words = settingsWords(visit.locale).keys
  const expiry = { name: 'expires', label: words.expiry, hint: words.expiryHint, problem: problems.expires }
  return (
    <Section title={words.newTitle} id="new-key">
      <Form action={`${KEYS}/new`} csrf={csrf} class="card">
        <TextField
          name="name"
          label={words.name}
          hint={words.nameHint}
          value={form.name}
          problem={problems.name}
          maxlength={100}
          required
        />
        <div class="fields level">
          <SelectField
            name="person"
            label={words.person}
            hint={words.personHint}
            problem={problems.person}
            value={form.person}
            options={[{ value: '', label: words.operator }, ...optionsOf(people)]}
          />
          <Field field={expiry}>
            <input
              {...control(expiry)}
              class="input"
              type="date"
              value={form.expires}
              min={localDate(visit.now, visit.zone)}
            />
          </Field>
        </div>
        <Scopes form={form} problem={problems.scopes} visit={visit} />
        <div class="actions">
          <Button kind="primary">{words.create}</Button>
          <a class="button quiet" href={KEYS}>
            {wordsIn(visit.locale).cancel}
          </a>
        </div>
      </Form>
    </Section>
  )
}

const Scopes = ({ form, problem, visit }: { form: KeyForm; problem: string | undefined; visit: Visit }) => {
  const words = settingsWords(visit.locale).keys
  return (
    <fieldset class="field" aria-describedby={problem === undefined ? undefined : 'scopes-problem'}>
      <legend>{words.scopes}</legend>
      {problem === undefined ? null : (
        <p class="problem" id="scopes-problem">
          {problem}
        </p>
      )}
      <div class="checks">
        {SCOPES.map((scope) => (
          <CheckField name="scope" value={scope} label={words.scope[scope]} checked={form.scopes.includes(scope)} />
        ))}
      </div>
    </fieldset>
  )
}
