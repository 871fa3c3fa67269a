import type { z } from 'zod'
import type { Brief, BriefKind, BriefRequest } from '../../../core/briefs/index.ts'
import { bind, known } from '../binding/bind.ts'
import { taskOut } from '../tasks/shape.ts'
import * as contract from './contract.ts'

const briefOut = (brief: Brief): z.infer<typeof contract.BriefShape> => ({
  generated_at: brief.generatedAt.toISOString(),
  kind: brief.kind,
  person_id: brief.personId,
  time_zone: brief.timeZone,
  date: brief.date,
  summary: {
    pending_tasks: brief.summary.pendingTasks,
    overdue_tasks: brief.summary.overdueTasks,
    due_today: brief.summary.dueToday,
    completed_yesterday: brief.summary.completedYesterday,
    recent_messages: brief.summary.recentMessages,
    open_alerts: brief.summary.openAlerts,
  },
  tasks: brief.tasks.map(({ section, task }) => ({ ...taskOut(task), section })),
  conversations: brief.conversations.map(({ at, channel, content }) => ({ at: at.toISOString(), channel, content })),
  alerts: brief.alerts.map(({ groupKey, summary, since }) => ({
    group_key: groupKey,
    summary,
    since: since.toISOString(),
  })),
  operations: {
    failed_deliveries: brief.operations.failedDeliveries,
    sync_lag_seconds: brief.operations.syncLagSeconds,
  },
  insights: [...brief.insights],
})

const requestOf = (which: {
  person_id?: string | undefined
  date?: string | undefined
  kind?: BriefKind | undefined
}): BriefRequest => ({
  ...(which.person_id === undefined ? {} : { personId: which.person_id }),
  ...(which.date === undefined ? {} : { date: which.date }),
  ...(which.kind === undefined ? {} : { kind: which.kind }),
})

export const briefRoutes = [
  bind(contract.structuredBrief, async ({ core, principal, query }) => [
    200,
    briefOut(await core.briefs.structured(known(principal).actor, requestOf(query))),
  ]),

  bind(contract.textBrief, async ({ core, principal, query }) => [
    200,
    await core.briefs.text(known(principal).actor, requestOf(query)),
    { type: 'text/plain; charset=utf-8' },
  ]),

  bind(contract.sendBrief, async ({ core, principal, body }) => {
    const { notificationId } = await core.briefs.send(known(principal).actor, requestOf(body))
    return [202, { notification_id: notificationId }]
  }),
]
