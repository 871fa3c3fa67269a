import type { Grammar } from '../grammar.ts'
import { figureTraps, names } from '../traps.ts'
import { around, asking, closing, dangling, joining, leftover, opening } from './asking.ts'
import { commands, shift } from './commands.ts'
import { dates, dateTraps } from './dates.ts'
import { exceptions } from './exceptions.ts'
import { priorities } from './priority.ts'
import { recurrences } from './recurrences.ts'
import { spans } from './spans.ts'
import { afters, periods, times } from './times.ts'
import { unread } from './unread.ts'
import { weekdays } from './weekdays.ts'

/** Brazilian Portuguese. Recurrences come first: "de 2 em 2 dias" is not "em 2 dias". */
export const portuguese: Grammar = {
  locale: 'pt-BR',
  rules: [
    ...names,
    ...dateTraps,
    ...exceptions,
    ...recurrences,
    ...dates,
    ...times,
    ...figureTraps,
    ...afters,
    ...weekdays,
    ...spans,
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
