import type { NotificationKind, NotificationStatus, Pause, Timeline } from '../../../../core/notify/index.ts'
import { COUNTED_MAX, NOTIFICATION_KINDS } from '../../../../core/notify/index.ts'
import type { ChannelName, Person } from '../../../../core/people/index.ts'
import {
  Button,
  Empty,
  Filter,
  Form,
  Head,
  Icon,
  NothingFound,
  Pager,
  Section,
  SelectField,
  Tabs,
} from '../../parts/index.ts'
import { optionsOf } from '../../visit/people-seen.ts'
import { pathWith } from '../../visit/query.ts'
import type { Visit } from '../../visit/visit.ts'
import { deliveryWordsIn } from '../../words/delivery.ts'
import { formatsOf } from '../../words/format.ts'
import { wordsIn } from '../../words/index.ts'
import { Channels, Paused } from './channels.tsx'
import { DeliveryList } from './list.tsx'
import { deliveriesWordsIn } from './words.ts'

const PLACE = '/web/deliveries'
const TABS = ['all', 'pending', 'delivered', 'failed', 'cancelled'] as const

export interface DeliveryFilters {
  readonly status: NotificationStatus | null
  readonly kind: NotificationKind | null
  readonly personId: string | null
}

interface Shown {
  readonly visit: Visit
  readonly csrf: string
  readonly people: readonly Person[]
  readonly pauses: readonly Pause[]
  readonly configured: readonly ChannelName[]
  readonly filters: DeliveryFilters
  readonly timelines: readonly Timeline[]
  readonly counts: Readonly<Record<NotificationStatus, number>>
  /** Not the first part of the list. */
  readonly isFurther: boolean
  readonly next: string | null
}

export const DeliveriesPage = (shown: Shown) => {
  const { visit, csrf, people, pauses, configured, filters, timelines, isFurther, next } = shown
  const words = deliveriesWordsIn(visit.locale)
  const { status } = filters
  const isPlain = filters.kind === null && filters.personId === null
  const address = addressOf(filters)
  return (
    <>
      <Head title={words.title} intro={words.intro} />
      <Paused {...{ visit, csrf, people, pauses }} />
      <States {...shown} />
      <Filters {...shown} />
      <Section title={words.tabs[status ?? 'all']} id="list">
        {status === 'failed' && timelines.length > 0 ? <p class="muted">{words.failedIntro}</p> : null}
        {timelines.length > 0 ? (
          <DeliveryList timelines={timelines} {...{ visit, csrf, people }} here={address} />
        ) : isPlain && !isFurther ? (
          <Empty icon="deliveries" level={3} title={words.empty[status ?? 'all']}>
            <p>{words.emptyHint[status ?? 'all']}</p>
          </Empty>
        ) : (
          <NothingFound icon="deliveries" title={words.emptyFiltered} href={PLACE} clear={words.clear} />
        )}
        <Pager href={next === null ? null : addressOf(filters, next)} label={wordsIn(visit.locale).next} />
      </Section>
      {status === 'failed' && filters.personId === null && timelines.length > 0 ? <RetryAll {...shown} /> : null}
      {visit.isOperator ? <Channels {...{ visit, csrf, people, pauses, configured }} /> : null}
    </>
  )
}

const addressOf = ({ status, kind, personId }: DeliveryFilters, after: string | null = null): string =>
  pathWith(PLACE, { status, kind, person: personId, after })

/** Counted without filters: those tell other numbers. */
const States = ({ visit, filters, counts }: Shown) => {
  const words = deliveriesWordsIn(visit.locale)
  const { counted } = formatsOf(visit.locale, visit.zone)
  const isPlain = filters.kind === null && filters.personId === null
  return (
    <Tabs
      label={words.tabsLabel}
      tabs={TABS.map((tab) => {
        const status = tab === 'all' ? null : tab
        return {
          href: addressOf({ ...filters, status }),
          text: words.tabs[tab],
          isHere: filters.status === status,
          ...(isPlain && status !== null ? { count: counted(counts[status], COUNTED_MAX) } : {}),
        }
      })}
    />
  )
}

const Filters = ({ visit, people, filters }: Shown) => {
  const [words, said] = [deliveriesWordsIn(visit.locale), deliveryWordsIn(visit.locale)]
  return (
    <Filter action={PLACE} label={words.filterLabel} button={words.filter} keep={{ status: filters.status }}>
      <SelectField
        name="kind"
        label={words.kind}
        value={filters.kind ?? ''}
        options={[
          { value: '', label: words.anyKind },
          ...NOTIFICATION_KINDS.map((kind) => ({ value: kind, label: said.kind[kind] })),
        ]}
      />
      {!visit.isOperator ? null : (
        <SelectField
          name="person"
          label={words.person}
          value={filters.personId ?? ''}
          options={[{ value: '', label: words.anybody }, ...optionsOf(people)]}
        />
      )}
    </Filter>
  )
}

const RetryAll = ({ visit, csrf, filters: { kind } }: Shown) => {
  const words = deliveriesWordsIn(visit.locale)
  return (
    <details id={`retry-all-${kind ?? 'kinds'}`} hx-morph-skip>
      <summary>{words.retryAll}</summary>
      <Form action={`${PLACE}/retry-all`} csrf={csrf} class="stack tight">
        <input type="hidden" name="kind" value={kind ?? ''} />
        <p class="muted">{words.retryAllWhat(kind === null ? null : deliveryWordsIn(visit.locale).kind[kind])}</p>
        <div>
          <Button kind="primary">
            <Icon name="repeat" />
            {words.retryAllNow}
          </Button>
        </div>
      </Form>
    </details>
  )
}
