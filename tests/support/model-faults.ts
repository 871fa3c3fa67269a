import type { Fact } from '../../core/kernel/observer.ts'
import type { Fault } from './evolution-faults.ts'

type Outcome = Extract<Fact, { type: 'model_asked' }>['outcome']

const answer = (status: number, headers: Record<string, string> = {}): Fault => ({
  kind: 'answer',
  status,
  headers,
  body: { detail: 'segredo do servidor', error: { message: 'segredo do servidor' } },
})

/** Every way a model server can fail, and what asking it then counts as. */
export const MODEL_FAULTS: readonly (readonly [name: string, fault: Fault, outcome: Outcome])[] = [
  ['401', answer(401), 'misconfigured'],
  ['403', answer(403), 'misconfigured'],
  ['404', answer(404), 'misconfigured'],
  ['409', answer(409), 'rejected'],
  ['413', answer(413), 'rejected'],
  ['429 with Retry-After', answer(429, { 'retry-after': '60' }), 'throttled'],
  ['429 without', answer(429), 'throttled'],
  ['500', answer(500), 'unavailable'],
  ['502 in HTML', { kind: 'html', status: 502 }, 'unavailable'],
  ['503', answer(503), 'unavailable'],
  ['503 with Retry-After as a date', answer(503, { 'retry-after': 'Fri, 01 Jan 2100 00:00:00 GMT' }), 'unavailable'],
  ['529', answer(529), 'throttled'],
  ['200 in HTML', { kind: 'html', status: 200 }, 'rejected'],
  ['a redirect', { kind: 'redirect', to: 'http://127.0.0.1:9/elsewhere' }, 'misconfigured'],
  ['a redirect that keeps the method', { kind: 'redirect', to: 'http://127.0.0.1:9/', status: 307 }, 'misconfigured'],
  ['headers that never come', { kind: 'stall_headers' }, 'unavailable'],
  ['a body that never ends', { kind: 'stall_body' }, 'unavailable'],
  ['one byte after the other', { kind: 'drip' }, 'unavailable'],
  ['a reset before the answer', { kind: 'reset_before' }, 'unavailable'],
  ['a reset after the question was answered', { kind: 'reset_after' }, 'unavailable'],
  ['a connection that breaks off', { kind: 'truncated' }, 'unavailable'],
  ['half a document', { kind: 'cut_json' }, 'rejected'],
  ['a document of another type', { kind: 'wrong_type' }, 'rejected'],
  ['nothing', { kind: 'empty' }, 'rejected'],
  ['more than anybody asked for', { kind: 'flood', bytes: 3_000_000 }, 'rejected'],
]
