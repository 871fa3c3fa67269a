/** Portuguese first, then English. */
export type Words = readonly [pt: string, en: string]

export interface Query {
  readonly expr: string
  /** The name of a line, with `{{label}}`; without it the labels say it. */
  readonly legend?: string
}

export type Unit = 'short' | 'reqpm' | 's' | 'percentunit' | 'bytes' | 'dtdurations' | 'none'

export interface Panel {
  readonly type: 'timeseries' | 'stat'
  readonly title: Words
  readonly unit: Unit
  readonly queries: readonly Query[]
  /** Of the 24 columns of a row. */
  readonly width: number
  /** Where the colour changes, from the lowest; a single colour without it. */
  readonly steps?: readonly Step[]
  /** A 0 and a 1 in words. */
  readonly states?: readonly [zero: Words, one: Words]
  /** A stat shows the name of its series, not the number. */
  readonly shows?: 'name'
}

export type Color = 'green' | 'orange' | 'red' | 'blue'
/** From this value on; null: from the beginning. */
export type Step = readonly [from: number | null, color: Color]

export interface Row {
  readonly title: Words
  readonly panels: readonly Panel[]
}

export interface Dashboard {
  /** As in dashboard-NAME.json and in the uid sparkone-NAME. */
  readonly name: string
  readonly title: Words
  readonly rows: readonly Row[]
}

type Look = Partial<Pick<Panel, 'width' | 'steps' | 'states' | 'shows'>>

/** A graph over time. */
export const lines = (title: Words, unit: Unit, queries: readonly Query[], look: Look = {}): Panel => ({
  ...{ type: 'timeseries', title, unit, queries, width: 12 },
  ...look,
})

/** One number as of now. */
export const number = (title: Words, unit: Unit, expr: string, look: Look & { legend?: string } = {}): Panel => {
  const { legend, ...rest } = look
  const query = legend === undefined ? { expr } : { expr, legend }
  return { ...{ type: 'stat', title, unit, queries: [query], width: 4 }, ...rest }
}

export const row = (title: Words, ...panels: readonly Panel[]): Row => ({ title, panels })

const UP: Words = ['no ar', 'up']
const DOWN: Words = ['fora do ar', 'down']

/** A number that is 1 while something answers. */
export const answers = (title: Words, expr: string): Panel =>
  number(title, 'none', expr, {
    states: [DOWN, UP],
    steps: [
      [null, 'red'],
      [1, 'green'],
    ],
  })

/** Good below the first bound, bad from the second on. */
export const worse = (orange: number, red: number): readonly Step[] => [
  [null, 'green'],
  [orange, 'orange'],
  [red, 'red'],
]

/** Anything above nothing is bad. */
export const noneIsGood: readonly Step[] = [
  [null, 'green'],
  [1, 'red'],
]
