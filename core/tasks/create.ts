import type { CoreDeps } from '../deps.ts'
import { together } from '../kernel/errors.ts'
import { checkTimeZone, isTimeZone } from '../kernel/time.ts'
import { NO_DUE, resolveDue } from './due.ts'
import { checkAssignee, checkDescription, checkLabels, checkTitle } from './fields.ts'
import type { Tasks } from './index.ts'
import { makeRecordCreation } from './record.ts'
import { dueAtOf, NOTHING, type Task, type TaskFields } from './task.ts'

export const makeCreateTask =
  (deps: CoreDeps, recordCreation = makeRecordCreation(deps)): Tasks['create'] =>
  (actor, input) =>
    deps.storage.run(async (stores) => {
      const now = deps.clock.now()
      const assigneeId = input.assigneeId === undefined ? actor.personId : input.assigneeId
      const whose = await stores.people.find(assigneeId ?? actor.personId)
      const timeZone = input.timeZone ?? whose?.timeZone ?? deps.settings.timeZone
      const locale = whose?.locale ?? deps.settings.locale

      const { due, ...checked } = together({
        title: () => checkTitle(input.title),
        description: () => checkDescription(input.description ?? null),
        labels: () => checkLabels(input.labels ?? []),
        assigneeId: () => checkAssignee(actor, assigneeId, whose),
        timeZone: () => checkTimeZone(timeZone),
        due: () =>
          input.due === undefined || !isTimeZone(timeZone) ? NO_DUE : resolveDue(input.due, { now, timeZone, locale }),
      })
      const fields: TaskFields = { ...NOTHING, priority: input.priority ?? NOTHING.priority, ...checked, ...due }
      const draft: Omit<Task, 'id'> = {
        ...fields,
        dueAt: dueAtOf(fields),
        channel: input.channel ?? actor.channel,
        sender: input.sender ?? null,
        createdBy: actor.personId,
        createdAt: now,
        updatedAt: now,
        version: 1,
      }
      return recordCreation(stores, actor, draft)
    })
