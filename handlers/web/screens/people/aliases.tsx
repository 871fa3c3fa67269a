import { ALIAS_CHANNELS, type Alias, type Person } from '../../../../core/people/index.ts'
import { Act, Button, Form, Icon, Section, SelectField, TextField } from '../../parts/index.ts'
import { SOURCE_ICON } from '../../parts/tones.ts'
import type { Problems } from '../../visit/form.ts'
import type { Visit } from '../../visit/visit.ts'
import { deliveryWordsIn } from '../../words/delivery.ts'
import { wholeAddress } from './address.ts'
import { type PeopleWords, peopleWords } from './words.ts'

export interface AliasForm {
  readonly channel: string
  readonly address: string
}

/** Where somebody writes from and is reached. Each address goes by itself, and one more comes below them. */
export const Aliases = (props: {
  person: Person
  isByFallback: boolean
  form: AliasForm
  problems: Problems
  visit: Visit
  csrf: string
}) => {
  const { person, isByFallback, form, problems, visit, csrf } = props
  const words = peopleWords(visit.locale)
  const { channel } = deliveryWordsIn(visit.locale)
  const none = isByFallback ? words.noAddressesButFallback : words.noAddresses
  return (
    <Section title={words.addresses} id="addresses">
      <p class="muted">{person.aliases.length === 0 ? none : words.addressesHint}</p>
      {person.aliases.length === 0 ? null : (
        <ul class="rows">
          {person.aliases.map((alias) => (
            <AliasRow {...{ alias, words, csrf }} channel={channel[alias.channel]} />
          ))}
        </ul>
      )}
      <Form action={`/web/people/${person.id}/aliases`} csrf={csrf} class="card" label={words.addAddress}>
        <div class="fields level">
          <SelectField
            name="channel"
            label={words.channel}
            value={form.channel}
            options={ALIAS_CHANNELS.map((value) => ({ value, label: channel[value] }))}
          />
          <TextField
            name="address"
            label={words.address}
            hint={words.addressHint}
            value={form.address}
            problem={problems.address}
            required
            maxlength={254}
          />
        </div>
        <div class="actions">
          <Button>
            <Icon name="plus" />
            {words.addAddress}
          </Button>
        </div>
      </Form>
    </Section>
  )
}

const AliasRow = (props: { alias: Alias; channel: string; words: PeopleWords; csrf: string }) => {
  const { alias, channel, words, csrf } = props
  const address = wholeAddress(alias, words)
  return (
    <li id={`alias-${alias.id}`} class="wraps">
      <Icon name={SOURCE_ICON[alias.channel]} />
      <div class="grow">
        <span>{address}</span>
        <span class="muted small">{channel}</span>
      </div>
      <details id={`remove-${alias.id}`}>
        <summary aria-label={words.removeWhich(address)}>{words.remove}</summary>
        <p class="small">{words.removeAddressSure}</p>
        <Act
          action={`/web/people/${alias.personId}/aliases/remove`}
          csrf={csrf}
          fields={{ alias: alias.id }}
          kind="danger"
          label={words.removeWhich(address)}
        >
          <Icon name="trash" />
          {words.remove}
        </Act>
      </details>
    </li>
  )
}
