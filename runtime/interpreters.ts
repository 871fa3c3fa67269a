import { createHmac } from 'node:crypto'
import type { Config } from '../config.ts'
import type { Interpreter } from '../core/capture/ports.ts'
import type { Probe } from '../handlers/http/index.ts'
import { cachedProbe, disabled } from './probes.ts'

export interface Interpreters {
  /** In the order in which they are asked. */
  readonly chain: readonly Interpreter[]
  readonly agno: () => Promise<Probe>
  readonly openai: () => Promise<Probe>
  /** Whether Agno answers anybody, with or without a key; null when it does not say, or there is none. */
  readonly isOpenToAll: () => Promise<boolean | null>
  /** What a person is called outside. */
  readonly pseudonym: (text: string) => Promise<string>
}

/** Those that are configured; the code of each loads with its first use. */
export const openInterpreters = ({ agno, llm }: Pick<Config, 'agno' | 'llm'>): Interpreters => {
  const agent =
    agno === null ? null : once(async () => (await import('../adapters/agno/index.ts')).createAgnoInterpreter(agno))
  const model =
    llm === null ? null : once(async () => (await import('../adapters/openai/index.ts')).createLlmInterpreter(llm))
  // Changing the key makes everybody a stranger there, which forgets nothing of ours.
  const key = agno?.apiKey ?? llm?.apiKey ?? ''
  return {
    chain: [...asked('agno', agent), ...asked('llm', model)],
    agno: agent === null ? disabled('Agno is not configured') : cachedProbe(async () => (await agent()).probe()),
    openai: model === null ? disabled('No model is configured') : cachedProbe(async () => (await model()).probe()),
    isOpenToAll: async () => (agent === null ? null : (await agent()).isOpenToAll()),
    pseudonym: async (text) => createHmac('sha256', key).update(text).digest('hex'),
  }
}

const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | null = null
  return () => (made ??= make())
}

const asked = (name: Interpreter['name'], load: (() => Promise<Interpreter>) | null): readonly Interpreter[] =>
  load === null ? [] : [{ name, interpret: async (question) => (await load()).interpret(question) }]
