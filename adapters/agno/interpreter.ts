import { z } from 'zod'
import { ACTION_SCHEMA, dataOf, INSTRUCTIONS, type Interpreter } from '../../core/capture/ports.ts'
import { PortError } from '../../core/kernel/errors.ts'
import { refusalOf } from '../../core/kernel/http-status.ts'
import { type Call, makeCall, type Reply, type ServerSettings } from './call.ts'
import { type AgnoProbe, makeProbe } from './probe.ts'

export interface AgnoSettings extends ServerSettings {
  readonly agentId: string
}

export interface AgnoInterpreter extends Interpreter, AgnoProbe {}

/** Of the RunOutput of AgentOS (agno 2.9.0): the rest is not ours to read. */
const Run = z.object({ status: z.string(), content: z.unknown() })

/** An agent on AgentOS. What it may use, and what it remembers, is for whoever runs it to say. */
export const createAgnoInterpreter = ({ agentId, ...server }: AgnoSettings): AgnoInterpreter => {
  const call = makeCall(server)
  const path = `/agents/${encodeURIComponent(agentId)}`
  return {
    ...makeProbe(call, path),
    name: 'agno',
    interpret: async (question) => {
      const form = {
        message: `${INSTRUCTIONS}\n\n${dataOf(question)}`,
        stream: 'false',
        session_id: question.sessionKey,
        user_id: question.userKey,
        output_schema: JSON.stringify(ACTION_SCHEMA),
        // Without it the schema is made a class of Python, and one that cannot be is dropped.
        use_json_schema: 'true',
      }
      const run: Call = { method: 'POST', path: `${path}/runs`, body: form, timeoutMs: question.timeoutMs }
      return contentOf(await call(run))
    },
  }
}

const contentOf = (reply: Reply): unknown => {
  const refusal = refusalOf('agno', reply)
  if (refusal !== null) throw refusal
  const run = Run.safeParse(reply.body).data
  if (run === undefined) throw new PortError('agno', 'rejected', 'It gave an answer that is no run.')
  // A model that failed is a 200 here, with the words of the exception where the answer would be.
  if (run.status === 'ERROR') throw new PortError('agno', 'unavailable', 'Its run failed.')
  if (run.status !== 'COMPLETED') throw new PortError('agno', 'rejected', 'Its run was not completed.')
  return run.content
}
