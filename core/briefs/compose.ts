import { heardSince } from '../alerts/index.ts'
import type { CoreDeps } from '../deps.ts'
import { invalid } from '../kernel/errors.ts'
import { addDays, isNameableDate, localDate, startOfDay } from '../kernel/time.ts'
import { visiblePerson } from '../people/index.ts'
import type { Person } from '../people/person.ts'
import type { Stores } from '../ports.ts'
import type { TaskQuery } from '../tasks/ports.ts'
import { alertSummaries } from './alert-summaries.ts'
import type { Brief, BriefSection, BriefTask } from './brief.ts'
import type { BriefRequest, Briefs } from './index.ts'
import { insightsOf } from './insights.ts'
import type { BriefKind } from './ports.ts'
import { renderBrief } from './render.ts'
import { syncLag } from './sync-lag.ts'

const SECTION_MAX = 50
const UPCOMING_DAYS = 7
const FAILED_MAX = 100
const DAY_MS = 86_400_000

export const makeComposeBrief = (deps: CoreDeps): Pick<Briefs, 'structured' | 'text'> => {
  const structured: Briefs['structured'] = (actor, request) =>
    deps.storage.read(async (stores) => {
      const person = await whose(stores, actor, request)
      return compose(deps, stores, person, request)
    })
  return { structured, text: async (actor, request) => renderBrief(await structured(actor, request)) }
}

/** The person a request is about. Somebody else's brief is an operator's to ask for. */
export const whose = (
  stores: Pick<Stores, 'people'>,
  actor: Parameters<Briefs['structured']>[0],
  request: BriefRequest,
): Promise<Person> => visiblePerson(stores.people, actor, request.personId ?? actor.personId)

/** One person's brief over what the stores hold at this moment. */
export const compose = async (
  deps: Pick<CoreDeps, 'clock' | 'mirrors'>,
  stores: Pick<Stores, 'tasks' | 'messages' | 'notifications' | 'alerts' | 'links'>,
  person: Person,
  request: { readonly date?: string; readonly kind?: BriefKind },
): Promise<Brief> => {
  const now = deps.clock.now()
  const { timeZone } = person
  const date = request.date ?? localDate(now, timeZone)
  if (!isNameableDate(date)) throw invalid('date', 'Must be a real date as YYYY-MM-DD, between 1970 and 9998.')

  const sections = sectionsOf(date, timeZone, now)
  const mine = { visibleTo: null, ownedBy: person.id }
  const open = { ...mine, statuses: ['pending', 'in_progress'] as const }
  const page = (query: Partial<TaskQuery>) =>
    stores.tasks.page({ ...mine, sort: 'due', limit: SECTION_MAX, offset: 0, ...query })

  const overdue = await page({ ...open, dueBefore: sections.overdueBefore })
  const today = await page({ ...open, dueAfter: sections.overdueBefore, dueBefore: sections.tomorrowEnd })
  const upcoming = await page({ ...open, dueAfter: sections.tomorrowEnd, dueBefore: sections.upcomingEnd })
  const done = await page({ completedFrom: sections.yesterdayStart, completedUntil: sections.todayStart })
  const pending = await page({ ...open, limit: 1 })
  const yesterday = new Date(now.getTime() - DAY_MS)
  const messages = await stores.messages.recent(person.id, { since: yesterday, limit: 100 })
  const openAlerts = person.role === 'operator' ? await stores.alerts.open(heardSince(now)) : []
  const failed = await stores.notifications.page({ personId: person.id, status: 'failed', limit: FAILED_MAX })

  const brief: Omit<Brief, 'insights'> = {
    generatedAt: now,
    kind: request.kind ?? 'morning',
    personId: person.id,
    personName: person.name,
    locale: person.locale,
    timeZone,
    date,
    summary: {
      pendingTasks: pending.total ?? 0,
      overdueTasks: overdue.total ?? 0,
      dueToday: today.total ?? 0,
      completedYesterday: done.total ?? 0,
      recentMessages: messages.length,
      openAlerts: openAlerts.length,
    },
    tasks: [
      ...inSection('overdue', overdue.tasks),
      ...inSection('today', today.tasks),
      ...inSection('upcoming', upcoming.tasks),
      ...inSection('done_yesterday', done.tasks),
    ],
    conversations: messages
      .slice(0, 10)
      .map(({ sentAt, channel, text }) => ({ at: sentAt, channel, content: text ?? '' })),
    alerts: alertSummaries(openAlerts),
    operations: {
      // Of the last day: what failed before was told before.
      failedDeliveries: failed.notifications.filter(({ createdAt }) => createdAt >= yesterday).length,
      syncLagSeconds: person.role === 'operator' ? await syncLag(deps, stores) : null,
    },
  }
  return { ...brief, insights: insightsOf(brief) }
}

const inSection = (section: BriefSection, tasks: readonly BriefTask['task'][]): readonly BriefTask[] =>
  tasks.map((task) => ({ section, task }))

/**
 * The boundaries of one local day. An all-day task's due instant is the start of the next local day, so "today" ends
 * just after tomorrow's start; what is overdue is judged by the clock today and by the day's start on any other date.
 */
const sectionsOf = (date: string, timeZone: string, now: Date) => {
  const todayStart = startOfDay(date, timeZone)
  const tomorrowStart = startOfDay(addDays(date, 1), timeZone)
  const isToday = now >= todayStart && now < tomorrowStart
  const justAfter = (instant: Date): Date => new Date(instant.getTime() + 1)
  return {
    yesterdayStart: startOfDay(addDays(date, -1), timeZone),
    todayStart,
    overdueBefore: justAfter(isToday ? now : todayStart),
    tomorrowEnd: justAfter(tomorrowStart),
    upcomingEnd: justAfter(startOfDay(addDays(date, 1 + UPCOMING_DAYS), timeZone)),
  }
}
