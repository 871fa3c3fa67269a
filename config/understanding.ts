import type { AgnoConfig, Config, LlmConfig } from '../config.ts'
import { type CoreSettings, DEFAULT_SETTINGS } from '../core/settings.ts'
import type { Values } from './read.ts'
import type { Problem } from './words.ts'

/** Who is asked what the grammar does not know; half a provider is a problem. */
export const understandingOf = (
  { understanding }: Values,
  problems: Problem[],
): Pick<Config, 'agno' | 'llm' | 'requiresInterpreter'> => {
  const missing = (name: keyof typeof understanding, needer: keyof typeof understanding): void => {
    if (understanding[name] === undefined && understanding[needer] !== undefined) {
      problems.push((words) => words.missing(name, needer))
    }
  }
  const { AGNO_BASE_URL: agnoUrl, LLM_BASE_URL: llmUrl } = understanding
  missing(
    'AGNO_BASE_URL',
    agnoUrl === undefined && understanding.AGNO_AGENT_ID === undefined ? 'AGNO_API_KEY' : 'AGNO_AGENT_ID',
  )
  missing('AGNO_AGENT_ID', 'AGNO_BASE_URL')
  missing('LLM_BASE_URL', llmUrl === undefined && understanding.LLM_MODEL === undefined ? 'LLM_API_KEY' : 'LLM_MODEL')
  missing('LLM_MODEL', 'LLM_BASE_URL')

  const requiresInterpreter = understanding.REQUIRE_AGNO ?? false
  if (requiresInterpreter && agnoUrl === undefined && llmUrl === undefined) {
    problems.push((words) => words.noInterpreter(['AGNO_BASE_URL', 'LLM_BASE_URL']))
  }
  return { agno: agnoOf(understanding), llm: llmOf(understanding), requiresInterpreter }
}

const agnoOf = (given: Values['understanding']): AgnoConfig | null => {
  const { AGNO_BASE_URL: baseUrl, AGNO_AGENT_ID: agentId, AGNO_API_KEY: apiKey = null } = given
  return baseUrl === undefined || agentId === undefined ? null : { baseUrl, agentId, apiKey }
}

const llmOf = (given: Values['understanding']): LlmConfig | null => {
  const { LLM_BASE_URL: baseUrl, LLM_MODEL: model, LLM_API_KEY: apiKey = null } = given
  return baseUrl === undefined || model === undefined ? null : { baseUrl, model, apiKey }
}

export const interpreterSettingsOf = ({ understanding: given }: Values): CoreSettings['interpreters'] => {
  const defaults = DEFAULT_SETTINGS.interpreters
  const seconds = given.LLM_REQUEST_TIMEOUT
  return {
    deadlineMs: defaults.deadlineMs,
    requestTimeoutMs: seconds === undefined ? defaults.requestTimeoutMs : seconds * 1000,
    dailyCap: given.LLM_DAILY_CAP ?? defaults.dailyCap,
    dailyCapPerPerson: given.LLM_DAILY_CAP_PER_PERSON ?? defaults.dailyCapPerPerson,
  }
}
