import { agentId, flag, http, text, wholeNumber } from './kinds.ts'
import { variable } from './variable.ts'

/** Who is asked what the grammar does not know. */
export const understandingVariables = {
  AGNO_BASE_URL: variable(
    'AGNO_BASE_URL',
    'Where AgentOS answers; its agent is asked what the grammar does not know. Needs AGNO_AGENT_ID.',
    http,
    '',
  ),
  AGNO_AGENT_ID: variable('AGNO_AGENT_ID', 'The agent that is asked.', agentId, ''),
  AGNO_API_KEY: variable('AGNO_API_KEY', 'The OS_SECURITY_KEY of AgentOS, or a token of its own.', text, '', {
    secret: true,
  }),
  LLM_BASE_URL: variable(
    'LLM_BASE_URL',
    'A server that speaks the API of OpenAI, up to and with /v1; asked after Agno. Needs LLM_MODEL.',
    http,
    '',
  ),
  LLM_MODEL: variable('LLM_MODEL', 'The model that is asked there.', text, ''),
  LLM_API_KEY: variable('LLM_API_KEY', 'The key of that server, where it wants one.', text, '', { secret: true }),
  LLM_REQUEST_TIMEOUT: variable(
    'LLM_REQUEST_TIMEOUT',
    'Seconds one of them has to answer; all together have eight, then the grammar decides.',
    wholeNumber(1, 8),
    '5',
  ),
  LLM_DAILY_CAP: variable(
    'LLM_DAILY_CAP',
    'Questions a day for everybody together; beyond it the grammar decides.',
    wholeNumber(1, 1_000_000),
    '1000',
  ),
  LLM_DAILY_CAP_PER_PERSON: variable(
    'LLM_DAILY_CAP_PER_PERSON',
    'Questions a day for each person.',
    wholeNumber(1, 1_000_000),
    '100',
  ),
  REQUIRE_AGNO: variable(
    'REQUIRE_AGNO',
    'true: no start without Agno or a model server that takes our credentials. One that is down stops nothing.',
    flag,
    'false',
  ),
}
