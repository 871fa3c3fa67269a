import type { Grammar } from '../grammar.ts'
import { figureTraps, names } from '../traps.ts'
import { around, asking, closing, dangling, joining, leftover, opening } from './asking.ts'
import { commands, shift } from './commands.ts'
import { days, dayTraps } from './days.ts'
import { exceptions } from './exceptions.ts'
import { priorities } from './priority.ts'
import { recurrences } from './recurrences.ts'
import { afters, periods, times } from './times.ts'
import { unread } from './unread.ts'

/** English, with the month first where figures leave no doubt. */
export const english: Grammar = {
  locale: 'en',
  rules: [
    ...names,
    ...dayTraps,
    ...exceptions,
    ...recurrences,
    ...days,
    ...times,
    ...figureTraps,
    ...afters,
    ...periods,
    ...priorities,
  ],
  unread,
  commands,
  opening,
  asking,
  around,
  closing,
  dangling,
  leftover,
  joining,
  shift,
}
