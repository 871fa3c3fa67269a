import type { MirrorName, MirrorStatus } from '../../../../core/sync/index.ts'
import type { Probe } from '../../../http/index.ts'
import type { WebDeps } from '../../deps.ts'
import type { Tone } from '../../parts/index.ts'
import type { Visit } from '../../visit/visit.ts'
import { formatsOf } from '../../words/format.ts'
import { healthWordsIn } from './words.ts'

export const CHECK_NAMES = ['database', 'redis', 'evolution', 'smtp', 'notion', 'sheets', 'agno', 'openai'] as const
export type CheckName = (typeof CHECK_NAMES)[number]

export interface Check extends Probe {
  readonly name: CheckName
  /** What answers, where there is a choice: postgres, pglite, memory … */
  readonly by?: string
}

/** What a check says to a person. */
export interface CheckSaid {
  readonly tone: Tone
  readonly found: string
  /** What to do; null: nothing. */
  readonly advice: string | null
  readonly isUnwell: boolean
}

const MIRRORS: readonly CheckName[] = ['notion', 'sheets'] satisfies readonly MirrorName[]

export const isMirror = (name: CheckName): name is MirrorName => MIRRORS.includes(name)

/** One check, asked now. */
export const checkOf = async ({ health }: Pick<WebDeps, 'health'>, name: CheckName): Promise<Check> => {
  const { name: by, ...probe } = { name: undefined, ...(await health[name]()) }
  return { ...probe, name, ...(by === undefined ? {} : { by }) }
}

/** As the check has it: the first word is a code, what follows are names from the outside. */
export const sayCheck = (check: Check, visit: Visit): CheckSaid => {
  const words = healthWordsIn(visit.locale).checks
  const { name, status, detail } = check
  if (status === 'disabled') {
    return { tone: 'plain', found: words.status.disabled, advice: words.setUp[name] || null, isUnwell: false }
  }
  const [code = '', ...names] = detail.split(': ')
  const known = words.found[code]
  const advice = words.advice[name]
  if (status === 'ok') {
    if (check.by === 'memory' && name === 'redis') {
      return { tone: 'plain', found: words.status.disabled, advice: words.memory, isUnwell: false }
    }
    const isOdd = code === 'model_not_listed'
    const time = formatsOf(visit.locale, visit.zone).duration(check.latencyMs / 1000)
    const found = isOdd ? (known ?? words.status.ok) : `${words.status.ok} ${words.latency(time)}`
    return { tone: isOdd ? 'warn' : 'good', found, advice: isOdd ? (advice[code] ?? null) : null, isUnwell: isOdd }
  }
  const found = known ?? words.status.unavailable
  return {
    tone: 'bad',
    // Of what has no code of ours nobody knows what it holds: an address with a password in it, say.
    found: known === undefined || names.length === 0 ? found : `${found} (${names.join(', ')})`,
    advice: advice[code] ?? advice.other ?? null,
    isUnwell: true,
  }
}

/** A mirror by what its runs know, without asking the outside. */
export const sayMirror = (name: MirrorName, mirror: MirrorStatus | null, visit: Visit): CheckSaid => {
  const words = healthWordsIn(visit.locale).checks
  if (mirror === null) {
    return { tone: 'plain', found: words.status.disabled, advice: words.setUp[name], isUnwell: false }
  }
  const trouble = mirror.explain(visit.locale)
  const { troubled } = mirror.counts
  if (trouble === null && troubled > 0) {
    return { tone: 'warn', found: words.works, advice: words.partly(troubled), isUnwell: true }
  }
  if (trouble === null) return { tone: 'good', found: words.works, advice: null, isUnwell: false }
  const isStopped = mirror.pause?.reason === 'trouble'
  const found = mirror.pause === null ? words.struggles : isStopped ? words.stopped : words.held
  return { tone: isStopped ? 'bad' : 'warn', found, advice: trouble, isUnwell: true }
}
