import type { ChannelFigures, DeliveryFigures } from '../../../../core/notify/index.ts'
import { CHANNEL_NAMES, type ChannelName } from '../../../../core/people/index.ts'
import { Chart, Empty, Head, Section, Tabs } from '../../parts/index.ts'
import { pathWith } from '../../visit/query.ts'
import type { Visit } from '../../visit/visit.ts'
import { deliveryWordsIn } from '../../words/delivery.ts'
import { formatsOf } from '../../words/format.ts'
import { HealthTabs } from './tabs.tsx'
import { healthWordsIn } from './words.ts'

export const PERIODS = ['7', '30', '90'] as const
export type Period = (typeof PERIODS)[number]

interface Shown {
  readonly visit: Visit
  readonly figures: DeliveryFigures
}

/** What each channel did, day by day: pictures, and the same figures as tables. */
export const ChartsPage = ({ visit, figures, period, dead }: Shown & { period: Period; dead: number }) => {
  const words = healthWordsIn(visit.locale)
  return (
    <>
      <Head title={words.tabs.charts} intro={words.chartsIntro} />
      <HealthTabs here="charts" dead={dead} visit={visit} />
      <Tabs
        label={words.daysLabel}
        tabs={PERIODS.map((one) => ({
          href: pathWith('/web/health/charts', { days: one === '30' ? null : one }),
          text: words.days(Number(one)),
          isHere: one === period,
        }))}
      />
      {CHANNEL_NAMES.map((channel) => (
        <Section title={deliveryWordsIn(visit.locale).channel[channel]} id={channel}>
          <OfChannel channel={channel} visit={visit} figures={figures} />
        </Section>
      ))}
    </>
  )
}

const OfChannel = ({ channel, visit, figures }: Shown & { channel: ChannelName }) => {
  const words = healthWordsIn(visit.locale)
  const days = figures.days.map(({ channels }) => channels[channel])
  if (days.every(({ sent, confirmed, failed, passedOn }) => sent + confirmed + failed + passedOn === 0)) {
    return (
      <Empty icon="deliveries" level={3} title={words.noSends}>
        <p>{words.noSendsText}</p>
      </Empty>
    )
  }
  const formats = formatsOf(visit.locale, visit.zone)
  const points = figures.days.map(({ date }) => formats.day(date))
  const { chart } = words
  const said: readonly [string, string, string] = [
    points[0] ?? '',
    points.at(-1) ?? '',
    deliveryWordsIn(visit.locale).channel[channel],
  ]
  const common = { points, words: { table: chart.table, point: chart.point, none: chart.none } }
  const spread = (of: (day: ChannelFigures) => ChannelFigures['confirmSeconds']) =>
    [
      { name: chart.p50, tone: 'accent', values: days.map((day) => of(day)?.p50 ?? null) },
      { name: chart.p95, tone: 'info', values: days.map((day) => of(day)?.p95 ?? null) },
    ] as const
  const seconds = { ...common, kind: 'lines', unit: 'seconds', say: formats.duration } as const
  const measured = [
    {
      id: 'receipts',
      title: chart.receipts,
      text: chart.receiptsText(...said),
      series: spread(({ confirmSeconds }) => confirmSeconds),
    },
    {
      id: 'lateness',
      title: chart.lateness,
      text: chart.latenessText(...said),
      series: spread(({ latenessSeconds }) => latenessSeconds),
    },
  ]
  return (
    <div class="charts">
      <Chart
        {...common}
        id={`${channel}-outcomes`}
        title={chart.outcomes}
        description={chart.outcomesText(...said)}
        kind="bars"
        unit="count"
        say={formats.number}
        series={[
          { name: chart.confirmed, tone: 'good', values: days.map(({ confirmed }) => confirmed) },
          { name: chart.passedOn, tone: 'warn', values: days.map(({ passedOn }) => passedOn) },
          { name: chart.failed, tone: 'bad', values: days.map(({ failed }) => failed) },
        ]}
      />
      {measured.map(({ id, title, text, series }) =>
        series.every(({ values }) => values.every((value) => value === null)) ? (
          <p class="muted">{chart.unmeasured(title)}</p>
        ) : (
          <Chart {...seconds} id={`${channel}-${id}`} title={title} description={text} series={series} />
        ),
      )}
    </div>
  )
}
