import type { Actor, Core } from '../../../core/index.ts'
import type { Locale } from '../../../core/people/index.ts'
import { MIRROR_NAMES, type MirrorName } from '../../../core/sync/index.ts'
import { UsageError } from '../command.ts'
import { wordsIn } from './words.ts'

/** The mirror a command is about. Throws UsageError when it is none, or more than one. */
export const whichMirror = (positionals: readonly string[], locale: Locale): MirrorName => {
  const [given, ...more] = positionals
  const name = MIRROR_NAMES.find((one) => one === given)
  if (name === undefined || more.length > 0) throw new UsageError(wordsIn(locale).which(MIRROR_NAMES))
  return name
}

/** Whoever may run commands here is as good as the first operator. */
export const operatorOf = async (core: Core): Promise<Actor> => {
  const { id, role } = await core.people.firstOperator()
  return { personId: id, role, channel: 'api' }
}
