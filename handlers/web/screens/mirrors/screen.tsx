import type { MirrorStatus } from '../../../../core/sync/index.ts'
import { MIRROR_NAMES, SYNC_MODES, TROUBLE_KINDS, type TroubleKind } from '../../../../core/sync/index.ts'
import type { WebContext } from '../../env.ts'
import { routes, type Screen, type ScreenDeps } from '../../screen.ts'
import { backIn } from '../../visit/back.ts'
import { say } from '../../visit/flash.ts'
import { typed } from '../../visit/form.ts'
import { peopleSeen } from '../../visit/people-seen.ts'
import { behind, chosen, hereOf, idIn, present } from '../../visit/query.ts'
import { Refusal } from '../../visit/refusal.ts'
import { formatsOf } from '../../words/format.ts'
import type { MirrorShown } from './card.tsx'
import { ConflictsPage } from './conflicts-page.tsx'
import { DetailPage } from './detail.tsx'
import { MirrorsPage } from './list.tsx'
import { mirrorsWordsIn } from './words.ts'

const PLACE = '/web/mirrors'
const ROWS = 30
/** On the page of all mirrors; there is one of all conflicts. */
const CONFLICTS_SHOWN = 3
const TOPICS = ['sync', 'tasks'] as const

/** The outside copies of the tasks: how each is, what did not get through, and what changed on both sides. */
export const mirrorsScreen: Screen = (deps) =>
  routes()
    .get('/', (context) => list(deps, context))
    .get('/conflicts', (context) => conflicts(deps, context))
    .post('/conflicts/:id', (context) => resolve(deps, context))
    .get('/:name', (context) => show(deps, context))
    .post('/:name/sync', (context) => request(deps, context))
    .post('/:name/pause', (context) => steer(deps, context, 'pause'))
    .post('/:name/resume', (context) => steer(deps, context, 'resume'))

/** The mirror of the address, if it is configured. */
const mirrorIn = async ({ core }: ScreenDeps, context: WebContext): Promise<MirrorStatus> => {
  const name = MIRROR_NAMES.find((one) => one === context.req.param('name'))
  const mirror = (await core.sync.status()).find((one) => one.name === name)
  if (mirror === undefined) throw new Refusal('notFound')
  return mirror
}

/** With what a copy under way still takes. */
const planned = async ({ core }: ScreenDeps, mirror: MirrorStatus): Promise<MirrorShown> => ({
  mirror,
  plan: mirror.backfill === null ? null : await core.sync.plan(mirror.name),
})

const conflictsOf = async ({ core }: ScreenDeps, context: WebContext, query: { limit: number; isOpen: boolean }) => {
  const visit = context.get('visit')
  const after = behind(context)
  const found = await core.sync.conflicts(visit.actor, {
    limit: query.limit,
    ...(query.isOpen ? { open: true } : {}),
    ...present({ after }),
  })
  const ids = [...new Set(found.conflicts.map(({ taskId }) => taskId))]
  const [tasks, people] = await Promise.all([core.tasks.ofIds(visit.actor, ids), peopleSeen(core, visit)])
  return { ...found, tasks, people }
}

const list = async (deps: ScreenDeps, context: WebContext): Promise<Response> => {
  const visit = context.get('visit')
  const mirrors = await Promise.all((await deps.core.sync.status()).map((mirror) => planned(deps, mirror)))
  const found = await conflictsOf(deps, context, { limit: CONFLICTS_SHOWN, isOpen: true })
  const { title } = mirrorsWordsIn(visit.locale)
  return deps.pages.show(context, { title, place: 'mirrors', topics: TOPICS }, (csrf) => (
    <MirrorsPage {...{ visit, csrf, mirrors, ...found }} here={PLACE} />
  ))
}

const conflicts = async (deps: ScreenDeps, context: WebContext): Promise<Response> => {
  const visit = context.get('visit')
  const isOpen = chosen(context, 'which', ['all'] as const) === null
  const found = await conflictsOf(deps, context, { limit: ROWS, isOpen })
  const title = mirrorsWordsIn(visit.locale).conflicts
  return deps.pages.show(context, { title, place: 'mirrors', topics: TOPICS }, (csrf) => (
    <ConflictsPage {...{ visit, csrf, isOpen, ...found }} here={hereOf(context)} />
  ))
}

const show = async (deps: ScreenDeps, context: WebContext): Promise<Response> => {
  const visit = context.get('visit')
  const mirror = await mirrorIn(deps, context)
  const kind = chosen<TroubleKind>(context, 'kind', TROUBLE_KINDS) ?? 'troubled'
  const after = behind(context)
  const [shown, { troubles, next }] = await Promise.all([
    planned(deps, mirror),
    deps.core.sync.troubles(
      visit.actor,
      { mirror: mirror.name, kind, limit: ROWS, ...present({ after }) },
      visit.locale,
    ),
  ])
  const title = mirrorsWordsIn(visit.locale).name[mirror.name]
  return deps.pages.show(context, { title, place: 'mirrors', topics: TOPICS }, (csrf) => (
    <DetailPage {...{ visit, csrf, shown, kind, troubles, next }} here={hereOf(context)} />
  ))
}

const resolve = async ({ core }: ScreenDeps, context: WebContext): Promise<Response> => {
  const { actor, locale } = context.get('visit')
  const words = mirrorsWordsIn(locale)
  const form = await typed(context)
  const pick = (['ours', 'theirs'] as const).find((one) => one === form.one('pick'))
  if (pick === undefined) throw new Refusal('input')
  const { resolution } = await core.sync.resolve(actor, idIn(context), pick)
  say(context, { tone: 'good', text: resolution === 'swapped' ? words.taken : words.kept })
  return context.redirect(backIn(form, `${PLACE}/conflicts`), 303)
}

const request = async (deps: ScreenDeps, context: WebContext): Promise<Response> => {
  const { actor, locale, zone } = context.get('visit')
  const words = mirrorsWordsIn(locale)
  const { name, pause } = await mirrorIn(deps, context)
  const form = await typed(context)
  const mode = SYNC_MODES.find((one) => one === form.one('mode'))
  const task = form.one('task')
  if (mode === undefined || !/^(?:[1-9]\d{0,8})?$/.test(task)) throw new Refusal('input')
  const ofTask = task === '' ? {} : { taskId: Number(task) }
  const plan = await deps.core.sync.request(actor, name, { mode, ...ofTask })
  const formats = formatsOf(locale, zone)
  // What stands still for a trouble is looked at again when asked; the other pauses end by hand alone.
  const waits = pause !== null && pause.reason !== 'trouble'
  const cost = words.plan(
    formats.number(plan.tasks),
    formats.number(plan.requests),
    formats.duration(Math.max(1, plan.estimatedSeconds)),
  )
  const begins = waits ? words.beginsLater : words.begins
  const isSmall = task !== '' || plan.tasks === 0
  say(context, { tone: waits ? 'warn' : 'good', text: isSmall ? begins : `${begins} ${cost}` })
  return context.redirect(backIn(form, `${PLACE}/${name}`), 303)
}

const steer = async (deps: ScreenDeps, context: WebContext, what: 'pause' | 'resume'): Promise<Response> => {
  const { actor, locale } = context.get('visit')
  const words = mirrorsWordsIn(locale)
  const { name } = await mirrorIn(deps, context)
  await deps.core.sync[what](actor, name)
  const isPause = what === 'pause'
  say(context, {
    tone: isPause ? 'warn' : 'good',
    text: isPause ? words.paused(words.name[name]) : words.resumed(words.name[name]),
    undo: { action: `${PLACE}/${name}/${isPause ? 'resume' : 'pause'}`, fields: {} },
  })
  return context.redirect(PLACE, 303)
}
