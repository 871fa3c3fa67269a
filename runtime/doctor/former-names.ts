import { VARIABLES } from '../../config/variables.ts'
import type { Finding } from './finding.ts'
import type { Words } from './words.ts'

/** What the original called its variables, and what is called so here; null: nothing needs it any more. */
const FORMER: Readonly<Record<string, string | null>> = {
  GOOGLE_SHEETS_SYNC_SPREADSHEET_ID: 'GOOGLE_SHEETS_SPREADSHEET_ID',
  GOOGLE_SHEETS_SYNC_RANGE: 'GOOGLE_SHEETS_RANGE',
  GOOGLE_SHEETS_CREDENTIALS_PATH: 'GOOGLE_SHEETS_CREDENTIALS_PATH',
  NOTION_API_KEY: 'NOTION_API_KEY',
  NOTION_DATABASE_ID: 'NOTION_DATABASE_ID',
  OPENAI_API_KEY: 'LLM_API_KEY',
  OPENAI_BASE_URL: 'LLM_BASE_URL',
  OPENAI_MODEL: 'LLM_MODEL',
  LOCAL_LLM_URL: 'LLM_BASE_URL',
  LOCAL_LLM_API_KEY: 'LLM_API_KEY',
  LOCAL_LLM_MODEL: 'LLM_MODEL',
  LOCAL_LLM_FAST_MODEL: 'LLM_MODEL',
  LOCAL_LLM_SMART_MODEL: 'LLM_MODEL',
  LLM_REQUEST_TIMEOUT: 'LLM_REQUEST_TIMEOUT',
  REQUIRE_AGNO: 'REQUIRE_AGNO',
  WEB_PASSWORD: 'WEB_ADMIN_PASSWORD',
  EVOLUTION_API_URL: 'EVOLUTION_API_BASE_URL',
  EVOLUTION_API_TOKEN: 'EVOLUTION_API_KEY',
  WHATSAPP_SEND_MAX_RETRIES: 'DELIVERY_MAX_ATTEMPTS',
  NOTIFICATION_RETRY_ATTEMPTS: 'DELIVERY_MAX_ATTEMPTS',
  NOTIFICATION_RATE_LIMIT_PER_HOUR: 'WHATSAPP_HOURLY_CAP',
  DAILY_BRIEF_TIME: 'BRIEF_TIME',
  TASK_REMINDER_ADVANCE_HOURS: 'REMINDER_LEAD_HOURS',
  RATE_LIMIT_DEFAULT_REQUESTS: 'RATE_LIMIT_PER_MINUTE',
  VECTOR_STORE_URL: null,
  EMBEDDING_PROVIDER: null,
  OPENAI_EMBEDDING_MODEL: null,
  LOCAL_EMBEDDING_MODEL: null,
  STRICT_CONFIG_VALIDATION: null,
  LLM_MAX_RETRIES: null,
}

const READ: ReadonlySet<string> = new Set(Object.values(VARIABLES).flatMap((group) => Object.keys(group)))

/** Variables of the original that are set and that nothing here reads, each with the name to use. */
export const formerNames = (env: Readonly<Record<string, string | undefined>>, words: Words): readonly Finding[] =>
  Object.entries(FORMER)
    .filter(([name]) => Boolean(env[name]) && !READ.has(name))
    .map(([name, now]) => ({
      check: 'former_name',
      status: 'warning',
      name: words.former,
      found: words.renamed(name),
      advice: now === null ? words.noLonger : words.useInstead(now),
    }))
