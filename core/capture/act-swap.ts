import type { CoreDeps } from '../deps.ts'
import { makeSync, type Swapped } from '../sync/index.ts'
import type { Answer, Request } from './act.ts'
import { repliesTo } from './replies.ts'

/** "trocar": the other value of what the sender was told that two sides had changed; "trocar 12": of that task only. */
export const makeSwap = (deps: CoreDeps) => {
  const sync = makeSync(deps)
  return async ({ actor, person, understood }: Request): Promise<Answer> => {
    const { refs } = understood
    const swapped: Swapped[] = []
    // In one order whatever was said, so that two messages about the same tasks cannot wait for each other.
    for (const ref of refs.length === 0 ? [undefined] : refs.toSorted((a, b) => a - b)) {
      swapped.push(...(await sync.swapLatest(actor, ref)))
    }
    const say = repliesTo(person)
    const tasks = new Map(swapped.map(({ task }) => [task.id, task]))
    if (tasks.size === 0) return { reply: say.nothingToSwap, taskId: null }
    const [first] = tasks.keys()
    return { reply: [...tasks.values()].map(say.swapped).join('\n'), taskId: first ?? null }
  }
}
