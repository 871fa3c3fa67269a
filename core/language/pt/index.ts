import type { Grammar } from '../grammar.ts'
import { ASKING, GREETING, HANGING } from './asking.ts'
import { commands } from './commands.ts'
import { writtenDates } from './dates.ts'
import { priorities } from './priority.ts'
import { relativeDates } from './relative.ts'
import { repeats } from './repeats.ts'
import { periods, times } from './times.ts'

export const pt: Grammar = {
  locale: 'pt-BR',
  greeting: GREETING,
  repeats,
  priorities,
  dates: [...writtenDates, ...relativeDates],
  times,
  periods,
  asking: ASKING,
  hanging: HANGING,
  commands,
}
