import { type ModelServer, type ModelServerOptions, startModelServer } from './model-server.ts'

export interface AgentosServer extends ModelServer {
  readonly agentId: string
  /** How the next runs end, one each: COMPLETED otherwise. A run that fails is a 200 all the same. */
  runs(...statuses: readonly string[]): void
}

/**
 * The wire of AgentOS as agno 2.9.0 has it: form fields, `stream` on unless said otherwise, a bearer key where there is
 * one, `{detail}` errors, a RunOutput whose content is an object when the schema was kept as it was sent.
 */
export const startAgentosServer = async (
  options: ModelServerOptions & { readonly agentId?: string; readonly openToAll?: boolean } = {},
): Promise<AgentosServer> => {
  const { agentId = 'sparkone', openToAll = false } = options
  const ends: string[] = []
  const agent = `/agents/${agentId}`

  const server: ModelServer = await startModelServer(
    ({ method, path, authorization, contentType, body }, say) => {
      if (path === '/health') return { status: 200, body: { status: 'ok', instantiated_at: 1_790_000_000 } }
      if (path === '/info') {
        const auth_mode = openToAll ? 'none' : 'security_key'
        return { status: 200, body: { agno_version: '2.9.0', agent_count: 1, auth_mode } }
      }
      if (!openToAll && authorization === undefined) return detail(401, 'Authorization header required')
      if (!openToAll && authorization !== `Bearer ${server.apiKey}`) return detail(401, 'Invalid authentication token')
      if (path !== agent && path !== `${agent}/runs`) return detail(404, 'Agent not found')
      if (method === 'GET') return { status: 200, body: { id: agentId, name: 'SparkOne' } }

      const form = new URLSearchParams(body)
      const isForm = contentType?.startsWith('application/x-www-form-urlencoded') === true
      if (!isForm || !form.has('message')) return detail(422, [{ loc: ['body', 'message'], msg: 'Field required' }])
      if (form.get('stream') !== 'false') return { status: 200, body: 'event: RunStarted' }
      const status = ends.shift() ?? 'COMPLETED'
      const said = say()
      const keeps = form.get('use_json_schema') === 'true' && form.has('output_schema') && typeof said === 'object'
      const content = status === 'COMPLETED' ? (keeps ? said : text(said)) : 'Error code: 500 - the model broke'
      const ids = { session_id: form.get('session_id'), user_id: form.get('user_id') }
      return { status: 200, body: { run_id: 'run-1', agent_id: agentId, ...ids, content, content_type: 'str', status } }
    },
    ({ path }) => path.endsWith('/runs'),
    options,
  )
  return {
    ...server,
    agentId,
    runs: (...statuses) => {
      ends.push(...statuses)
    },
  }
}

const detail = (status: number, what: unknown) => ({ status, body: { detail: what } })
const text = (said: unknown): string => (typeof said === 'string' ? said : JSON.stringify(said))
