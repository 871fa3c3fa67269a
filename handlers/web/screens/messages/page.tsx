import type { MessageEntry, MessageStatus } from '../../../../core/capture/index.ts'
import { ALIAS_CHANNELS, type AliasChannel, type Person } from '../../../../core/people/index.ts'
import { Empty, Filter, Head, NothingFound, Pager, Section, SelectField } from '../../parts/index.ts'
import { optionsOf } from '../../visit/people-seen.ts'
import { pathWith } from '../../visit/query.ts'
import type { Visit } from '../../visit/visit.ts'
import { deliveryWordsIn } from '../../words/delivery.ts'
import { wordsIn } from '../../words/index.ts'
import { Talk } from './list.tsx'
import { messagesWordsIn } from './words.ts'

const PLACE = '/web/messages'
export const MESSAGE_STATUSES = ['received', 'processed', 'failed', 'ignored'] as const satisfies MessageStatus[]

export interface MessageFilters {
  readonly status: MessageStatus | null
  readonly channel: AliasChannel | null
  readonly personId: string | null
}

export const MessagesPage = (shown: {
  visit: Visit
  people: readonly Person[]
  filters: MessageFilters
  entries: readonly MessageEntry[]
  /** Everything there is, from its beginning: what is missing was never there. */
  isAll: boolean
  next: string | null
}) => {
  const { visit, people, filters, entries, isAll, next } = shown
  const words = messagesWordsIn(visit.locale)
  const { status, channel, personId } = filters
  return (
    <>
      <Head title={words.title} intro={words.intro} />
      <Filters visit={visit} people={people} filters={filters} />
      <Section title={words.list} id="list">
        {entries.length > 0 ? (
          <Talk entries={entries} visit={visit} people={people} />
        ) : isAll ? (
          <Empty icon="messages" level={3} title={words.empty}>
            <p>{words.emptyHint}</p>
          </Empty>
        ) : (
          <NothingFound icon="messages" title={words.emptyFiltered} href={PLACE} clear={words.clear} />
        )}
        <Pager
          href={next === null ? null : pathWith(PLACE, { status, channel, person: personId, after: next })}
          label={wordsIn(visit.locale).next}
        />
      </Section>
      {!visit.isOperator ? null : (
        <p class="muted">
          {words.unknownWhat} <a href="/web/people">{words.people}</a>
        </p>
      )}
    </>
  )
}

const Filters = (props: { visit: Visit; people: readonly Person[]; filters: MessageFilters }) => {
  const { visit, people, filters } = props
  const [words, said] = [messagesWordsIn(visit.locale), deliveryWordsIn(visit.locale)]
  return (
    <Filter action={PLACE} label={words.filterLabel} button={words.filter}>
      {!visit.isOperator ? null : (
        <SelectField
          name="person"
          label={words.person}
          value={filters.personId ?? ''}
          options={[{ value: '', label: words.anybody }, ...optionsOf(people)]}
        />
      )}
      <SelectField
        name="channel"
        label={words.channel}
        value={filters.channel ?? ''}
        options={[
          { value: '', label: words.anyChannel },
          ...ALIAS_CHANNELS.map((channel) => ({ value: channel, label: said.channel[channel] })),
        ]}
      />
      <SelectField
        name="status"
        label={words.status}
        value={filters.status ?? ''}
        options={[
          { value: '', label: words.anyStatus },
          ...MESSAGE_STATUSES.map((status) => ({ value: status, label: words.statusIs[status] })),
        ]}
      />
    </Filter>
  )
}
