import { ticksTo, type Unit } from './scale.ts'

/** Colours of the house, by what they mean. */
type ChartTone = 'good' | 'warn' | 'bad' | 'accent' | 'info'

interface ChartSeries {
  readonly name: string
  readonly tone: ChartTone
  /** One a point, in the order of `points`; null: nothing was measured. */
  readonly values: readonly (number | null)[]
}

interface ChartProps {
  /** Of this chart alone on its page. */
  readonly id: string
  readonly title: string
  /** What it shows, for who cannot see it. */
  readonly description: string
  /** bars: stacked, from the first series upwards · lines: each for itself, the second one dashed */
  readonly kind: 'bars' | 'lines'
  readonly unit: Unit
  /** What stands below each point, e.g. a date. */
  readonly points: readonly string[]
  readonly series: readonly ChartSeries[]
  readonly say: (value: number) => string
  readonly words: {
    /** Opens the same figures as a table. */
    readonly table: string
    /** The head of its first column. */
    readonly point: string
    readonly none: string
  }
}

const WIDTH = 340
const HEIGHT = 190
const TOP = 8
const BOTTOM = HEIGHT - 24
const LEFT = 54
const RIGHT = WIDTH - 6

/** A picture of few figures, drawn on the server, and the same figures as a table. Classes colour it, nothing inline. */
export const Chart = (props: ChartProps) => {
  const { id, title, description, kind, unit, points, series, say } = props
  const ticks = ticksTo(highest(props), unit)
  const top = ticks.at(-1) ?? 1
  const y = (value: number): number => BOTTOM - (value / top) * (BOTTOM - TOP)
  return (
    <figure class="chart" id={id}>
      <figcaption>
        <h3>{title}</h3>
        <ul class="legend">
          {series.map(({ name, tone }, index) => (
            <li>
              <svg width="18" height="12" viewBox="0 0 18 12" aria-hidden="true">
                {kind === 'bars' ? (
                  <rect class={`bar ${tone}`} x="3" width="12" height="12" rx="2" />
                ) : (
                  <path class={lineClass(tone, index)} d="M0 6h18" />
                )}
              </svg>
              {name}
            </li>
          ))}
        </ul>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-labelledby={`${id}-title ${id}-desc`}>
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-desc`}>{description}</desc>
        {ticks.map((tick) => (
          <>
            <path class="rule" d={`M${LEFT} ${round(y(tick))}H${RIGHT}`} />
            <text x={LEFT - 6} y={round(y(tick) + 4)} text-anchor="end">
              {tick === 0 ? '0' : say(tick)}
            </text>
          </>
        ))}
        {kind === 'bars' ? <Bars {...props} y={y} /> : <Lines {...props} y={y} />}
        <text x={LEFT} y={HEIGHT - 6}>
          {points[0]}
        </text>
        <text x={RIGHT} y={HEIGHT - 6} text-anchor="end">
          {points.at(-1)}
        </text>
      </svg>
      <Figures {...props} />
    </figure>
  )
}

type Drawn = ChartProps & { readonly y: (value: number) => number }

const highest = ({ kind, points, series }: ChartProps): number => {
  const heights =
    kind === 'bars'
      ? points.map((_, at) => series.reduce((sum, { values }) => sum + (values[at] ?? 0), 0))
      : series.flatMap(({ values }) => values.map((value) => value ?? 0))
  return Math.max(0, ...heights) || 1
}

const round = (value: number): number => Math.round(value * 10) / 10

/** Each point stands in the middle of its share of the width. */
const shareOf = ({ points }: ChartProps): number => (RIGHT - LEFT) / Math.max(1, points.length)

const Bars = (props: Drawn) => {
  const share = shareOf(props)
  const width = Math.min(28, share * 0.72)
  return (
    <>
      {props.points.map((_, at) => {
        let below = 0
        return props.series.map(({ tone, values }) => {
          const value = values[at] ?? 0
          if (value === 0) return null
          const [from, to] = [props.y(below), props.y(below + value)]
          below += value
          const x = LEFT + share * (at + 0.5) - width / 2
          return (
            <rect class={`bar ${tone}`} x={round(x)} y={round(to)} width={round(width)} height={round(from - to)} />
          )
        })
      })}
    </>
  )
}

/** A line ends where nothing was measured; a point between two such is a dot. */
const Lines = (props: Drawn) => {
  const share = shareOf(props)
  return (
    <>
      {props.series.map(({ tone, values }, index) => (
        <>
          <path class={lineClass(tone, index)} d={pathOf(values, share, props.y)} />
          {values.map((value, at) =>
            value === null || values[at - 1] != null || values[at + 1] != null ? null : (
              <circle class={`dot ${tone}`} cx={round(LEFT + share * (at + 0.5))} cy={round(props.y(value))} r="3" />
            ),
          )}
        </>
      ))}
    </>
  )
}

const lineClass = (tone: ChartTone, index: number): string => `line ${tone}${index === 0 ? '' : ' dashed'}`

const pathOf = (values: readonly (number | null)[], share: number, y: (value: number) => number): string =>
  values
    .map((value, at) => {
      if (value === null) return ''
      return `${values[at - 1] == null ? 'M' : 'L'}${round(LEFT + share * (at + 0.5))} ${round(y(value))}`
    })
    .join('')

const Figures = ({ id, title, points, series, say, words }: ChartProps) => (
  <details id={`${id}-figures`}>
    <summary>
      {words.table}
      <span class="visually-hidden">: {title}</span>
    </summary>
    <section class="table-wrap" tabindex={0} aria-labelledby={`${id}-desc`}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.point}</th>
            {series.map(({ name }) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map((point, at) => (
            <tr>
              <th scope="row">{point}</th>
              {series.map(({ values }) => (
                <td>{values[at] == null ? words.none : say(values[at])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  </details>
)
