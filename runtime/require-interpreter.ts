import type { Log } from '../adapters/pino/log.ts'
import type { Config } from '../config.ts'
import { PortError } from '../core/index.ts'
import type { Interpreters } from './interpreters.ts'

const NAMES = {
  agno: { unauthorized: 'AGNO_API_KEY', agent_missing: 'AGNO_AGENT_ID' },
  openai: { unauthorized: 'LLM_API_KEY' },
} as const satisfies Record<string, Readonly<Record<string, string>>>

/**
 * Where an interpreter is required, there is no start with one that refuses us. One that is down stops nobody: that is
 * for its health and its alert to tell.
 */
export const requireInterpreter = async (
  { requiresInterpreter }: Pick<Config, 'requiresInterpreter'>,
  interpreters: Pick<Interpreters, 'agno' | 'openai' | 'isOpenToAll'>,
  log: Pick<Log, 'warn'>,
): Promise<void> => {
  if (!requiresInterpreter) return
  for (const name of ['agno', 'openai'] as const) {
    const { status, detail } = await interpreters[name]()
    const variable = new Map(Object.entries(NAMES[name])).get(detail)
    if (status === 'unavailable' && variable !== undefined) throw refused(name, detail, variable)
    if (status === 'unavailable')
      log.warn({ dependency: name, detail }, 'a required interpreter is down: the grammar decides')
  }
  if ((await interpreters.isOpenToAll()) === true)
    log.warn({}, 'anybody may ask AgentOS without a key: set OS_SECURITY_KEY there')
}

const refused = (name: 'agno' | 'openai', detail: string, variable: string): PortError =>
  new PortError(
    name,
    'misconfigured',
    detail === 'agent_missing'
      ? `AgentOS has no agent of the name in ${variable}, and REQUIRE_AGNO is set.`
      : `The interpreter refused ${variable}, and REQUIRE_AGNO is set.`,
  )
