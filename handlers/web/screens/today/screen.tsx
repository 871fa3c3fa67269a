import { CONTENT_MAX, type QuickAdd as QuickAddInput } from '../../../../core/capture/index.ts'
import { lengthOf } from '../../../../core/kernel/text.ts'
import type { WebContext } from '../../env.ts'
import { Head, Notice } from '../../parts/index.ts'
import { routes, type Screen, type ScreenDeps } from '../../screen.ts'
import { say } from '../../visit/flash.ts'
import { type Typed, typed, typedOf } from '../../visit/form.ts'
import type { Visit } from '../../visit/visit.ts'
import { formatsOf } from '../../words/format.ts'
import { wordsIn } from '../../words/index.ts'
import { undoOf } from '../tasks/actions.ts'
import { Day } from './day.tsx'
import { type Draft, NO_DRAFT, QuickAdd } from './quick-add.tsx'
import { todayWords } from './words.ts'

/** The day: something new, what is late, what is for today, what comes. */
export const todayScreen: Screen = (deps) =>
  routes()
    .get('/', (context) => showToday(deps, context, NO_DRAFT))
    .get('/add', (context) => showDraft(deps, context, quickOf(typedOf(new URL(context.req.url).searchParams))))
    .post('/add', async (context) => {
      const form = await typed(context)
      const given = quickOf(form)
      const problem = problemOf(context, given)
      if (problem !== null) return showToday(deps, context, { text: given.text, preview: null, problem })
      // Where no script asks while one types a button does, by post: the form's token has no place in an address.
      if (form.one('check') !== '') return showDraft(deps, context, given)
      const { task, echo } = await deps.core.capture.quickAdd(actorOf(context), given)
      say(context, { tone: 'good', text: echo, undo: undoOf(task, '/web') })
      return context.redirect('/web', 303)
    })

const actorOf = (context: WebContext) => context.get('visit').actor

/** The text, what of it is not to be understood, and the moment the preview was of. */
const quickOf = (form: Typed): QuickAddInput => {
  const kept = new Set(form.all('keep'))
  const at = new Date(form.one('at'))
  return {
    text: form.one('text').trim(),
    rejected: form.all('chip').filter((id) => !kept.has(id)),
    ...(Number.isNaN(at.getTime()) ? {} : { now: at }),
  }
}

const problemOf = (context: WebContext, { text }: QuickAddInput): string | null => {
  const words = todayWords(context.get('locale'))
  if (text === '') return words.empty
  return lengthOf(text) > CONTENT_MAX ? words.tooLong : null
}

/** What is understood of a text so far, and nothing else of the day. */
const showDraft = async ({ core, pages }: ScreenDeps, context: WebContext, given: QuickAddInput): Promise<Response> => {
  const preview = problemOf(context, given) === null ? await core.capture.preview(actorOf(context), given) : null
  const draft = { text: given.text, preview }
  const title = wordsIn(context.get('locale')).places.today
  return pages.show(context, { title, place: 'today' }, (csrf, visit) => (
    <>
      <Head title={title} />
      <QuickAdd draft={draft} visit={visit} csrf={csrf} />
    </>
  ))
}

const showToday = async ({ core, pages }: ScreenDeps, context: WebContext, draft: Draft): Promise<Response> => {
  const visit = context.get('visit')
  const [today, firing] = await Promise.all([
    core.tasks.today(visit.actor, { now: visit.now }),
    visit.isOperator ? core.alerts.groups(visit.actor, { limit: 1, status: 'firing' }) : null,
  ])
  const title = wordsIn(visit.locale).places.today
  const status = draft.problem === undefined ? 200 : 400
  return pages.show(context, { title, place: 'today', topics: ['tasks', 'people', 'alerts'], status }, (csrf) => (
    <>
      <Head title={title} intro={formatsOf(visit.locale, visit.zone).longDay(today.date)} />
      {firing === null || firing.groups.length === 0 ? null : <Firing visit={visit} />}
      <QuickAdd draft={draft} visit={visit} csrf={csrf} />
      <Day today={today} visit={visit} csrf={csrf} />
    </>
  ))
}

/** Whatever the day holds, what fires comes first. */
const Firing = ({ visit }: { visit: Visit }) => {
  const words = todayWords(visit.locale)
  return (
    <Notice
      tone="bad"
      action={
        <a class="button" href="/web/alerts?status=firing">
          {words.seeAlerts}
        </a>
      }
    >
      {words.firing}
    </Notice>
  )
}
