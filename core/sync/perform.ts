import { PortError } from '../kernel/errors.ts'
import { chunks } from './chunks.ts'
import type { Errand, Found, Run } from './context.ts'
import { noteFailure } from './errands.ts'
import { meet } from './meet.ts'
import type { RemoteEntry } from './ports.ts'

/** Writes outside, as many as the mirror takes in one call, and settles each answer by itself. */
export const perform = async (run: Run, errands: readonly Errand[]): Promise<void> => {
  for (const part of chunks(errands, run.mirror.batch)) {
    const results = await run.mirror.write(part.map(({ write }) => write))
    for (const [index, errand] of part.entries()) {
      const result = results[index]
      if (result === undefined) continue
      if (result.type === 'refused' && errand.taskId !== null) run.failed.add(errand.taskId)
      await alone(run, errand.taskId, () => run.deps.storage.run((stores) => errand.settle(stores, result)))
    }
  }
}

/** Brings one task and its copy together, as `meet` says. */
export const meetAlone = async (run: Run, taskId: number, there: RemoteEntry | null): Promise<Found> => {
  const found = await alone(run, taskId, () => run.deps.storage.run((stores) => meet(run, stores, taskId, there)))
  return found ?? null
}

/** A failure that is this task's own keeps none of the others waiting; the run ends with it all the same. */
export const alone = async <T>(run: Run, taskId: number | null, work: () => Promise<T>): Promise<T | null> => {
  try {
    return await work()
  } catch (error) {
    if (error instanceof PortError && error.kind !== 'rejected') throw error
    run.errors.push(error)
    if (taskId !== null) {
      run.failed.add(taskId)
      await run.deps.storage.run((stores) => noteFailure(run, stores, taskId))
    }
    return null
  }
}
