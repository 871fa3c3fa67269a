import {
  aliasOn,
  CHANNEL_NAMES,
  type ChannelName,
  type Person,
  type UnknownSender,
} from '../../../../core/people/index.ts'
import { Act, Badge, Icon, Moment, Section } from '../../parts/index.ts'
import { SOURCE_ICON } from '../../parts/tones.ts'
import type { Visit } from '../../visit/visit.ts'
import { hasFallback } from '../../visit/way.ts'
import { deliveryWordsIn } from '../../words/delivery.ts'
import { formatsOf } from '../../words/format.ts'
import { maskedAddress, senderName } from './address.ts'
import { peopleWords } from './words.ts'

/** Who wrote and is nobody yet: a pairing request each. */
export const Senders = (props: { senders: readonly UnknownSender[]; visit: Visit; csrf: string }) => {
  const { senders, visit, csrf } = props
  const words = peopleWords(visit.locale)
  return (
    <Section title={words.senders} id="senders" count={senders.length}>
      <p class="muted">{words.sendersHint}</p>
      <ul class="rows">
        {senders.map((sender) => (
          <SenderRow {...{ sender, visit, csrf }} />
        ))}
      </ul>
    </Section>
  )
}

const SenderRow = ({ sender, visit, csrf }: { sender: UnknownSender; visit: Visit; csrf: string }) => {
  const words = peopleWords(visit.locale)
  const name = senderName(sender, words)
  const when = formatsOf(visit.locale, visit.zone).dateTime(sender.lastSeenAt)
  return (
    <li id={`sender-${sender.id}`} class="wraps" data-row tabindex={0}>
      <Icon name={SOURCE_ICON[sender.channel]} />
      <div class="grow">
        <span class="title">{name}</span>
        <span class="muted small">
          {deliveryWordsIn(visit.locale).channel[sender.channel]} · {maskedAddress(sender, words)}
        </span>
        <span class="muted small">
          <Moment at={sender.lastSeenAt} text={words.wrote(sender.messages, when)} />
        </span>
      </div>
      <div class="actions">
        <a
          class="button primary"
          href={`/web/people/senders/${sender.id}`}
          aria-label={words.admitWhom(name)}
          data-key="o"
        >
          {words.admit}
        </a>
        <Act
          action={`/web/people/senders/${sender.id}/dismiss`}
          csrf={csrf}
          kind="quiet"
          label={words.dismissWhom(name)}
        >
          {words.dismiss}
        </Act>
      </div>
    </li>
  )
}

export interface Listed {
  readonly person: Person
  readonly hasAccess: boolean
  /** By what they would be told now. */
  readonly way: readonly ChannelName[]
}

export const PeopleRows = ({ listed, visit }: { listed: readonly Listed[]; visit: Visit }) => (
  <ul class="rows">
    {listed.map((one) => (
      <PersonRow {...one} visit={visit} />
    ))}
  </ul>
)

const PersonRow = ({ person, hasAccess, way, visit }: Listed & { visit: Visit }) => {
  const words = peopleWords(visit.locale)
  return (
    <li id={`person-${person.id}`} class="wraps" data-row tabindex={0}>
      <Icon name="person" />
      <div class="grow">
        <span class="cluster">
          <a class="title" href={`/web/people/${person.id}`} data-key="o">
            {person.name}
          </a>
          <Badge tone={person.role === 'operator' ? 'accent' : 'plain'}>{words.role[person.role]}</Badge>
          {person.id === visit.person.id ? <span class="muted small">{words.you}</span> : null}
        </span>
        <Reached {...{ person, way, visit }} />
      </div>
      <Badge tone={hasAccess ? 'good' : 'plain'} icon={hasAccess ? 'check' : 'close'}>
        {hasAccess ? words.hasAccess : words.noAccess}
      </Badge>
    </li>
  )
}

/** The address that each channel leads to; where somebody writes from alone leads nowhere. */
const Reached = ({ person, way, visit }: Omit<Listed, 'hasAccess'> & { visit: Visit }) => {
  const words = peopleWords(visit.locale)
  const { channel, fallback } = deliveryWordsIn(visit.locale)
  const outside = CHANNEL_NAMES.map((name) => aliasOn(name, person)).filter((alias) => alias !== null)
  const isByFallback = hasFallback(person, way)
  return (
    <span class="meta">
      {outside.map((alias) => (
        <span class="reach">
          <Icon name={SOURCE_ICON[alias.channel]} size={14} />
          {channel[alias.channel]} · {maskedAddress(alias, words)}
        </span>
      ))}
      {isByFallback ? (
        <span class="reach">
          <Icon name={SOURCE_ICON.email} size={14} />
          {channel.email} · {fallback}
        </span>
      ) : null}
      {outside.length > 0 || isByFallback ? null : words.onlyInbox}
    </span>
  )
}
