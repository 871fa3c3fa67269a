import type { Probe } from '../handlers/http/index.ts'

const KEPT_MS = 10_000

/** Times a question; an answer is `ok`, an error `unavailable`. The error itself stays out of sight. */
export const timed = async (ask: () => Promise<unknown>): Promise<Probe> => {
  const began = performance.now()
  const latency = (): number => Math.round((performance.now() - began) * 10) / 10
  try {
    await ask()
    return { status: 'ok', detail: 'answers', latencyMs: latency() }
  } catch {
    return { status: 'unavailable', detail: 'does not answer', latencyMs: latency() }
  }
}

export const disabled = (detail: string) => async (): Promise<Probe> => ({ status: 'disabled', detail, latencyMs: 0 })

/** Asks an outside system at most every ten seconds, however often and by however many it is asked for. */
export const cachedProbe = (
  ask: () => Promise<{ readonly status: 'ok' | 'unavailable'; readonly detail: string }>,
): (() => Promise<Probe>) => {
  let last: { readonly at: number; readonly answer: Promise<Probe> } | null = null
  return () => {
    const now = performance.now()
    if (last === null || now - last.at > KEPT_MS) {
      const answer = ask().then(({ status, detail }) => ({
        status,
        detail,
        latencyMs: Math.round(performance.now() - now),
      }))
      last = { at: now, answer }
    }
    return last.answer
  }
}
