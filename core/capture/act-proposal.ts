import type { CoreDeps } from '../deps.ts'
import type { Understanding } from '../language/index.ts'
import { makeTasks } from '../tasks/index.ts'
import { type Answer, makeAct, type Request, unlessRefused } from './act.ts'
import type { Proposal } from './interpreter/propose.ts'
import { repliesTo } from './replies.ts'

/**
 * What is done about a model's proposal. One change that a word takes back is made at once; cancelling, and changes to
 * several tasks, are only shown, with the words that do them: it takes the person to say those.
 */
export const makeActOnProposal =
  (deps: CoreDeps) =>
  async (request: Request, proposal: Proposal): Promise<Answer> => {
    const { understood } = proposal
    const proposed = { ...request, understood }
    const say = repliesTo(request.person)
    switch (proposal.kind) {
      // The person did not say it in so many words: how to take it back is said each time.
      case 'act': {
        const answer = await makeAct(deps)({ ...proposed, keepsText: proposal.keepsText })
        return isChange(understood) && answer.taskId !== null
          ? { ...answer, reply: `${answer.reply}\n${say.mindChanged}` }
          : answer
      }
      case 'say':
        return { reply: say.chat(proposal.reply), taskId: null }
      case 'confirm':
        return unlessRefused(proposed, async () => {
          const { get } = makeTasks(deps)
          const tasks = []
          for (const ref of understood.refs) tasks.push(await get(request.actor, ref))
          return { reply: say.confirm(understood, tasks), taskId: null }
        })
      default:
        return proposal satisfies never
    }
  }

/** What changes a task there was. */
const isChange = ({ intent, dueDate }: Understanding): boolean =>
  intent === 'complete_task' || (intent === 'reschedule_task' && dueDate !== null)
