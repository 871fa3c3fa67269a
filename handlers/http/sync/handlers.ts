import type { z } from 'zod'
import { type Actor, type Core, DomainError } from '../../../core/index.ts'
import type { Locale } from '../../../core/people/index.ts'
import type { Conflict, MirrorName, MirrorStatus } from '../../../core/sync/index.ts'
import { bind, known } from '../binding/bind.ts'
import { endOf, startOf } from '../paging.ts'
import * as contract from './contract.ts'

const at = (date: Date | null): string | null => date?.toISOString() ?? null

const mirrorOut = (mirror: MirrorStatus, locale: Locale): z.infer<typeof contract.MirrorShape> => ({
  name: mirror.name,
  state: mirror.state,
  message: mirror.explain(locale),
  pause: mirror.pause === null ? null : { reason: mirror.pause.reason, since: mirror.pause.since.toISOString() },
  failing_since: at(mirror.failingSince),
  resume_at: at(mirror.resumeAt),
  lag_seconds: mirror.lagSeconds,
  tasks: {
    linked: mirror.counts.linked,
    waiting: mirror.counts.dirty,
    troubled: mirror.counts.troubled,
    removed: mirror.counts.removed,
  },
  backfill: mirror.backfill === null ? null : { after_task_id: mirror.backfill.afterTaskId },
  sweeping: mirror.isSweeping,
  fields: [...mirror.fields],
  url: mirror.url,
  pulled_at: at(mirror.pulledAt),
  pushed_at: at(mirror.pushedAt),
  swept_at: at(mirror.sweptAt),
  checked_at: at(mirror.checkedAt),
})

const conflictOut = (conflict: Conflict): z.infer<typeof contract.ConflictShape> => ({
  id: conflict.id,
  task_id: conflict.taskId,
  mirror: conflict.mirror,
  field: conflict.field,
  ours: conflict.ours ?? null,
  theirs: conflict.theirs ?? null,
  winner: conflict.winner,
  at: conflict.at.toISOString(),
  person_id: conflict.personId,
  resolved_at: at(conflict.resolvedAt),
  resolution: conflict.resolution,
})

const localeOf = async (core: Core, actor: Actor): Promise<Locale> => (await core.people.get(actor.personId)).locale

const mirrorNow = async (core: Core, actor: Actor, name: MirrorName) => {
  const status = (await core.sync.status()).find((one) => one.name === name)
  if (status === undefined) throw new DomainError('mirror_not_found', 'There is no such mirror.')
  return mirrorOut(status, await localeOf(core, actor))
}

const LIST = 'conflicts'

export const syncRoutes = [
  bind(contract.listMirrors, async ({ core, principal }) => {
    const locale = await localeOf(core, known(principal).actor)
    return [200, { mirrors: (await core.sync.status()).map((mirror) => mirrorOut(mirror, locale)) }]
  }),

  bind(contract.listConflicts, async ({ core, principal, query }) => {
    const page = await core.sync.conflicts(known(principal).actor, {
      ...startOf(LIST, query),
      ...(query.open === undefined ? {} : { open: query.open }),
      ...(query.task_id === undefined ? {} : { taskId: query.task_id }),
    })
    const { fields, extras } = endOf(LIST, query, page)
    return [200, { conflicts: page.conflicts.map(conflictOut), ...fields }, extras]
  }),

  bind(contract.resolveConflict, async ({ core, principal, params, body }) => [
    200,
    conflictOut(await core.sync.resolve(known(principal).actor, params.id, body.pick)),
  ]),

  bind(contract.pairNotion, async ({ core, principal }) => {
    const { state, until, token } = await core.hooks.pair(known(principal).actor, 'notion')
    return [200, { state, until: at(until), verification_token: token }, { secrets: ['verification_token'] }]
  }),

  bind(contract.syncMirror, async ({ core, principal, params, body }) => {
    const request = { mode: body.mode, ...(body.task_id === undefined ? {} : { taskId: body.task_id }) }
    const { actor } = known(principal)
    const plan = await core.sync.request(actor, params.mirror, request)
    return [
      202,
      {
        mirror: params.mirror,
        mode: body.mode,
        task_id: body.task_id ?? null,
        tasks: plan.tasks,
        requests: plan.requests,
        estimated_seconds: plan.estimatedSeconds,
        message: (await mirrorNow(core, actor, params.mirror)).message,
      },
    ]
  }),

  bind(contract.pauseMirror, async ({ core, principal, params }) => {
    const { actor } = known(principal)
    await core.sync.pause(actor, params.mirror)
    return [200, await mirrorNow(core, actor, params.mirror)]
  }),

  bind(contract.resumeMirror, async ({ core, principal, params }) => {
    const { actor } = known(principal)
    await core.sync.resume(actor, params.mirror)
    return [200, await mirrorNow(core, actor, params.mirror)]
  }),
]
