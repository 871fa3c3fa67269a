/** Steps between round ticks. Seconds are counted in sixties. */
const SECONDS = [
  0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600,
  43_200,
]
const MOST_TICKS = 4

export type Unit = 'count' | 'seconds'

/** Round ticks from 0 to at least `most`, in ascending order: two to five of them. */
export const ticksTo = (most: number, unit: Unit): readonly number[] => {
  const step = unit === 'seconds' ? secondsStep(most) : countStep(most)
  const count = Math.max(1, Math.ceil(most / step))
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)))
}

const secondsStep = (most: number): number =>
  SECONDS.find((step) => most <= step * MOST_TICKS) ?? 86_400 * Math.ceil(most / 86_400 / MOST_TICKS)

/** 1, 2 or 5 times a power of ten; never below one, since nothing is counted in halves. */
const countStep = (most: number): number => {
  const rough = Math.max(1, most / MOST_TICKS)
  const power = 10 ** Math.floor(Math.log10(rough))
  return power * ([1, 2, 5, 10].find((factor) => rough <= factor * power) ?? 10)
}
