import {
  createMemoryRateLimit,
  createScriptedInterpreter,
  type ScriptedAnswer,
  type ScriptedInterpreter,
} from '../../../adapters/memory/index.ts'
import { PortError, type PortErrorKind } from '../../../core/index.ts'
import type { Task } from '../../../core/tasks/index.ts'
import { actorOf, createTestCore, type TestCore } from '../../support/core.ts'

export interface Asking extends TestCore {
  readonly agno: ScriptedInterpreter
  readonly llm: ScriptedInterpreter
  /** What Bruno writes, and what he is answered. */
  say(content: string): Promise<string>
  /** Bruno's. */
  tasks(): Promise<readonly Task[]>
  /** How asking went, in order, as "provider outcome". */
  outcomes(): readonly string[]
  /** What was understood, and by whom, in order. */
  understood(): readonly string[]
}

/** The whole core with two interpreters that say what they are told. */
export const openAsking = async (options: Parameters<typeof createTestCore>[0] = {}): Promise<Asking> => {
  const agno = createScriptedInterpreter('agno')
  const llm = createScriptedInterpreter('llm')
  const rateLimit = createMemoryRateLimit({ clock: { now: () => test.clock.now() } })
  const test: TestCore = await createTestCore({ interpreters: [agno, llm], rateLimit, ...options })
  const { facts } = test.facts
  return {
    ...test,
    agno,
    llm,
    say: async (content) => {
      const { id } = await test.core.capture.ingest({ channel: 'whatsapp', sender: '5511977776666', content })
      await test.drain()
      return (await test.core.capture.get(actorOf(test.ana), id)).reply ?? ''
    },
    tasks: async () => (await test.core.tasks.list(actorOf(test.bruno), { sort: 'created', limit: 100 })).tasks,
    outcomes: () => facts.flatMap((fact) => (fact.type === 'model_asked' ? [`${fact.provider} ${fact.outcome}`] : [])),
    understood: () => facts.flatMap((fact) => (fact.type === 'classified' ? [`${fact.result} ${fact.provider}`] : [])),
  }
}

export const failing =
  (kind: PortErrorKind, retryAfterMs?: number): ScriptedAnswer =>
  () => {
    throw new PortError('interpreter', kind, 'down', retryAfterMs === undefined ? {} : { retryAfterMs })
  }

/** Takes all the time it was given, and fails. */
export const hanging =
  ({ clock }: Pick<TestCore, 'clock'>): ScriptedAnswer =>
  ({ timeoutMs }) => {
    clock.advance(timeoutMs)
    throw new PortError('interpreter', 'unavailable', 'late')
  }
