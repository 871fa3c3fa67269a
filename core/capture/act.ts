import { makeBriefs } from '../briefs/index.ts'
import type { CoreDeps } from '../deps.ts'
import type { Actor } from '../kernel/actor.ts'
import { DomainError } from '../kernel/errors.ts'
import type { Intent, Understanding } from '../language/index.ts'
import { makeNotifications } from '../notify/index.ts'
import type { Person } from '../people/person.ts'
import { makeTasks } from '../tasks/index.ts'
import { makeCaptureTask } from './act-create.ts'
import { makeListFor } from './act-list.ts'
import { makeReschedule } from './act-reschedule.ts'
import { makeSwap } from './act-swap.ts'
import { repliesTo } from './replies.ts'

export interface Request {
  readonly actor: Actor
  readonly person: Person
  readonly understood: Understanding
  /** When the person wrote. */
  readonly now: Date
  /** The title of a new task is in words that the person did not use: theirs are kept beside it. */
  readonly keepsText?: boolean
}

export interface Answer {
  readonly reply: string
  readonly taskId: number | null
}

type Act = (request: Request) => Promise<Answer>

/** Acts on one of the tasks named; a `hint` is said once for all of them. */
export type ActOnOne = (request: Request, ref: number) => Promise<Answer & { readonly hint?: string }>

/** Does what a message asks, as its sender may, and says so. A refusal is an answer too, never an error. */
export const makeAct = (deps: CoreDeps): Act => {
  const acts = actsOf(deps)
  return (request) => unlessRefused(request, () => acts[request.understood.intent](request))
}

/** Core checks before it writes, so that a refusal left nothing half done in the unit of work that goes on. */
export const unlessRefused = async <T>(
  { person, understood }: Request,
  work: () => Promise<T>,
  ref = understood.refs[0] ?? null,
): Promise<T | Answer> => {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    const say = repliesTo(person)
    return { reply: error.code === 'task_not_found' ? say.noSuchTask(ref) : say.refused, taskId: null }
  }
}

const actsOf = (deps: CoreDeps): Readonly<Record<Intent, Act>> => {
  const tasks = makeTasks(deps)
  const notify = makeNotifications(deps)
  const list = makeListFor(deps)
  const textOnly = (reply: string): Answer => ({ reply, taskId: null })

  /** For what needs a task's number: asks for it when none was said, and takes each by itself when there are several. */
  const withRefs =
    (act: ActOnOne): Act =>
    async (request) => {
      const { refs } = request.understood
      if (refs.length === 0) return textOnly(await list.whichOne(request))
      const answers: Awaited<ReturnType<ActOnOne>>[] = []
      // In one order whatever was said, so that two messages about the same tasks cannot wait for each other.
      for (const ref of refs.toSorted((a, b) => a - b))
        answers.push(await unlessRefused(request, () => act(request, ref), ref))
      const hints = new Set(answers.flatMap(({ hint = [] }) => hint))
      const taskId = answers.find((answer) => answer.taskId !== null)?.taskId ?? null
      return { reply: [...answers.map(({ reply }) => reply), ...hints].join('\n'), taskId }
    }

  const closing = (status: 'completed' | 'cancelled', already: 'alreadyDone' | 'alreadyCancelled'): Act =>
    withRefs(async ({ actor, person }, ref) => {
      const before = await tasks.get(actor, ref)
      const task = await tasks.setStatus(actor, ref, status)
      const say = repliesTo(person)
      if (before.status === status) return { reply: say[already](task), taskId: ref }
      return { reply: say[status](task), taskId: ref, ...(status === 'cancelled' ? { hint: say.mindChanged } : {}) }
    })

  const pausing =
    (change: 'pause' | 'resume'): Act =>
    async ({ actor, person }) => {
      const say = repliesTo(person)
      if (actor.role !== 'operator') return textOnly(say.operatorsOnly)
      await notify[change](actor, 'all')
      return textOnly(change === 'pause' ? say.paused : say.resumed)
    }

  return {
    create_task: makeCaptureTask(deps),
    list_tasks: async (request) => textOnly(await list.asked(request)),
    complete_task: closing('completed', 'alreadyDone'),
    cancel_task: closing('cancelled', 'alreadyCancelled'),
    reschedule_task: withRefs(makeReschedule(deps)),
    undo: async ({ actor, person }) => {
      const undone = await tasks.undoLatest(actor)
      const say = repliesTo(person)
      if (undone.length === 0) return textOnly(say.nothingToUndo)
      const lines = undone.map(({ task, reverted }) => say.undone(task, reverted.action))
      return { reply: lines.join('\n'), taskId: undone[0]?.task.id ?? null }
    },
    resolve_conflict: makeSwap(deps),
    brief: async ({ actor }) => textOnly(await makeBriefs(deps).text(actor, {})),
    help: async ({ person }) => textOnly(repliesTo(person).help),
    pause: pausing('pause'),
    resume: pausing('resume'),
    smalltalk: async ({ person, understood }) => textOnly(repliesTo(person).courtesy(understood.courtesy, person.name)),
  }
}
