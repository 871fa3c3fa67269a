import type { CoreDeps } from '../deps.ts'
import { invalid, together } from '../kernel/errors.ts'
import { addDays, checkTimeZone, type LocalDate, localDate, startOfDay } from '../kernel/time.ts'
import { CHANNEL_NAMES, type ChannelName } from '../people/person.ts'
import type { Notify } from './index.ts'
import type { ChannelFigures } from './overview-store.ts'

export const FIGURES_DAYS_MAX = 90

export interface DayFigures {
  readonly date: LocalDate
  readonly channels: Readonly<Record<ChannelName, ChannelFigures>>
}

/** Each day from the first to today, oldest first, also those on which nothing was sent. */
export interface DeliveryFigures {
  readonly timeZone: string
  readonly days: readonly DayFigures[]
}

const NONE: ChannelFigures = {
  sent: 0,
  confirmed: 0,
  failed: 0,
  passedOn: 0,
  confirmSeconds: null,
  latenessSeconds: null,
}

export const makeFigures =
  (deps: CoreDeps): Notify['figures'] =>
  (actor, query) =>
    deps.storage.read(async ({ notifications }) => {
      const { days: count, timeZone } = together({
        days: () => checkDays(query.days),
        timeZone: () => checkTimeZone(query.timeZone),
      })
      const first = addDays(localDate(deps.clock.now(), timeZone), 1 - count)
      const dates = Array.from({ length: count }, (_, index) => addDays(first, index))
      const bounds = [...dates, addDays(first, count)].map((date) => startOfDay(date, timeZone))
      const whose = actor.role === 'operator' ? null : actor.personId
      const found = await notifications.figures(whose, bounds)
      const days = dates.map((date, stretch) => {
        const that = (channel: ChannelName): ChannelFigures => {
          const known = found.find((one) => one.stretch === stretch && one.channel === channel)
          if (known === undefined) return NONE
          const { stretch: _day, channel: _channel, ...figures } = known
          return figures
        }
        return {
          date,
          channels: Object.fromEntries(CHANNEL_NAMES.map((name) => [name, that(name)])) as DayFigures['channels'],
        }
      })
      return { timeZone, days }
    })

const checkDays = (days: number): number => {
  if (Number.isInteger(days) && days >= 1 && days <= FIGURES_DAYS_MAX) return days
  throw invalid('/days', `Must be 1 to ${FIGURES_DAYS_MAX}.`)
}
