import type { Person, UnknownSender } from '../../../../core/people/index.ts'
import {
  Button,
  Card,
  type FactList,
  Facts,
  Form,
  Head,
  Notice,
  Section,
  SelectField,
  TextField,
  When,
} from '../../parts/index.ts'
import type { Problems } from '../../visit/form.ts'
import { optionsOf } from '../../visit/people-seen.ts'
import type { Visit } from '../../visit/visit.ts'
import { deliveryWordsIn } from '../../words/delivery.ts'
import { formatsOf } from '../../words/format.ts'
import { senderName, wholeAddress } from './address.ts'
import { ROLES } from './profile-form.ts'
import { peopleWords } from './words.ts'

export interface AdmitForm {
  readonly name: string
  readonly role: string
  readonly person: string
}

/** Who an unknown sender is: somebody new, or somebody known from another address. */
export const Admit = (props: {
  sender: UnknownSender
  people: readonly Person[]
  form: AdmitForm
  problems: Problems
  visit: Visit
  csrf: string
}) => {
  const { sender, people, form, problems, visit, csrf } = props
  const words = peopleWords(visit.locale)
  const at = `/web/people/senders/${sender.id}`
  return (
    <>
      <Head title={words.admitTitle} intro={words.admitHint} back={{ href: '/web/people', text: words.back }} />
      {problems[''] === undefined ? null : (
        <Notice tone="bad" isUrgent>
          {problems['']}
        </Notice>
      )}
      <Card>
        <Facts facts={factsOf(sender, visit)} />
      </Card>
      <Section title={words.asNew} id="as-new">
        <Form action={`${at}/new`} csrf={csrf} class="card">
          <div class="fields level">
            <TextField
              name="name"
              label={words.name}
              value={form.name}
              problem={problems.name}
              required
              maxlength={100}
            />
            <SelectField
              name="role"
              label={words.roleField}
              value={form.role}
              options={ROLES.map((value) => ({ value, label: words.role[value] }))}
            />
          </div>
          <div class="actions">
            <Button kind="primary">{words.asNewDo}</Button>
          </div>
        </Form>
      </Section>
      <Section title={words.asKnown} id="as-known">
        <Form action={`${at}/known`} csrf={csrf} class="card">
          <SelectField
            name="person"
            label={words.whose}
            value={form.person}
            problem={problems.person}
            options={[{ value: '', label: words.choose }, ...optionsOf(people)]}
          />
          <div class="actions">
            <Button>{words.asKnownDo}</Button>
          </div>
        </Form>
      </Section>
    </>
  )
}

const factsOf = (sender: UnknownSender, visit: Visit): FactList => {
  const words = peopleWords(visit.locale)
  const { channel, otherAddress, messages, firstSeenAt, lastSeenAt } = sender
  return [
    [words.name, senderName(sender, words)],
    [words.channel, deliveryWordsIn(visit.locale).channel[channel]],
    [words.address, wholeAddress(sender, words)],
    ...(otherAddress === null
      ? []
      : [[words.otherAddress, wholeAddress({ channel, address: otherAddress }, words)] as const]),
    [words.messages, formatsOf(visit.locale, visit.zone).number(messages)],
    [words.firstSeen, <When at={firstSeenAt} visit={visit} />],
    [words.lastSeen, <When at={lastSeenAt} visit={visit} />],
  ]
}
