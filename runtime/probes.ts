import type { Probe } from '../handlers/http/index.ts'

const KEPT_MS = 10_000
/** Whoever asks after the health waits no longer, whatever patience the technology itself has. */
const PATIENCE_MS = 3000

type Answer = Pick<Probe, 'detail'> & { readonly status: 'ok' | 'unavailable' }

const SILENT: Answer = { status: 'unavailable', detail: 'does not answer' }

/** The answer of a question with what it took. Silence and errors are `unavailable`; the error stays out of sight. */
const answerTo = async (ask: () => Promise<Answer>): Promise<Probe> => {
  const began = performance.now()
  let timer: ReturnType<typeof setTimeout> | undefined
  const silence = new Promise<Answer>((resolve) => {
    timer = setTimeout(() => resolve({ ...SILENT, detail: 'does not answer within 3 s' }), PATIENCE_MS)
  })
  const answer = await Promise.race([silence, ask().catch(() => SILENT)]).finally(() => clearTimeout(timer))
  return { ...answer, latencyMs: Math.round((performance.now() - began) * 10) / 10 }
}

/** Times a question; any answer is `ok`. */
export const timed = (ask: () => Promise<unknown>): Promise<Probe> =>
  answerTo(async () => {
    await ask()
    return { status: 'ok', detail: 'answers' }
  })

export const disabled = (detail: string) => async (): Promise<Probe> => ({ status: 'disabled', detail, latencyMs: 0 })

/** Asks an outside system at most every ten seconds, however often and by however many it is asked for. */
export const cachedProbe = (ask: () => Promise<Answer>): (() => Promise<Probe>) => {
  let last: { readonly at: number; readonly answer: Promise<Probe> } | null = null
  return () => {
    const now = performance.now()
    if (last === null || now - last.at > KEPT_MS) last = { at: now, answer: answerTo(ask) }
    return last.answer
  }
}
