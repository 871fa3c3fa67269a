import type { JobName } from '../../../../core/kernel/jobs.ts'
import { CHANNEL_NAMES } from '../../../../core/people/index.ts'
import type { WebContext } from '../../env.ts'
import { routes, type Screen, type ScreenDeps } from '../../screen.ts'
import { backIn } from '../../visit/back.ts'
import { say } from '../../visit/flash.ts'
import { typed } from '../../visit/form.ts'
import { behind, chosen, hereOf, present } from '../../visit/query.ts'
import { Refusal } from '../../visit/refusal.ts'
import { deliveryWordsIn } from '../../words/delivery.ts'
import { formatsOf } from '../../words/format.ts'
import { ChartsPage, PERIODS } from './charts.tsx'
import { CHECK_NAMES, checkOf, sayCheck } from './checks.ts'
import { seeIntegrations } from './integrations.tsx'
import { deadOf, JobsPage } from './jobs.tsx'
import { preparePhone, seePhone } from './link-phone.ts'
import { HERE, NowPage } from './now.tsx'
import { HERE as PHONE, WhatsAppPage } from './whatsapp.tsx'
import { healthWordsIn } from './words.ts'

const JOBS = '/web/health/jobs'
const ROWS = 30
/** A worker takes a test within seconds; after that it would only surprise. */
const TEST_SECONDS = 60

/** Whether all that SparkOne uses is well: the checks, the jobs, the backups and what the channels did. */
export const healthScreen: Screen = (deps) =>
  routes()
    .get('/', (context) => now(deps, context))
    .get('/jobs', (context) => jobs(deps, context))
    .post('/jobs/redrive', (context) => redrive(deps, context))
    .get('/charts', (context) => charts(deps, context))
    .get('/whatsapp', (context) => whatsapp(deps, context))
    .post('/whatsapp/prepare', (context) => prepare(deps, context))
    .post('/test', (context) => sendTest(deps, context))
    .post('/check', (context) => check(deps, context))

const deadIn = async ({ core }: ScreenDeps, context: WebContext): Promise<number> =>
  deadOf(await core.upkeep.queues(context.get('visit').actor))

const now = async (deps: ScreenDeps, context: WebContext): Promise<Response> => {
  const visit = context.get('visit')
  const [database, redis, seen, backups, dead] = await Promise.all([
    checkOf(deps, 'database'),
    checkOf(deps, 'redis'),
    seeIntegrations(deps),
    deps.core.upkeep.backups(visit.actor),
    deadIn(deps, context),
  ])
  const { title } = healthWordsIn(visit.locale)
  return deps.pages.show(context, { title, place: 'health', topics: ['sync', 'jobs'] }, (csrf) => (
    <NowPage {...{ visit, csrf, seen, backups, dead }} base={[database, redis]} settings={deps.settings} />
  ))
}

const jobs = async ({ core, pages }: ScreenDeps, context: WebContext): Promise<Response> => {
  const visit = context.get('visit')
  const after = behind(context)
  const [queues, dead] = await Promise.all([
    core.upkeep.queues(visit.actor),
    core.upkeep.deadJobs(visit.actor, { limit: ROWS, ...present({ after }) }),
  ])
  const title = healthWordsIn(visit.locale).tabs.jobs
  return pages.show(context, { title, place: 'health', topics: ['jobs'] }, (csrf) => (
    <JobsPage {...{ visit, csrf, queues }} jobs={dead.jobs} next={dead.next} here={hereOf(context)} />
  ))
}

const redrive = async ({ core }: ScreenDeps, context: WebContext): Promise<Response> => {
  const { actor, locale, zone } = context.get('visit')
  const words = healthWordsIn(locale)
  const form = await typed(context)
  const [id, asked] = [form.one('id'), form.one('name')]
  if (!/^[\w-]{0,64}$/.test(id)) throw new Refusal('input')
  const name = (Object.keys(words.job) as JobName[]).find((one) => one === asked)
  if (asked !== '' && name === undefined) throw new Refusal('input')
  const count = await core.upkeep.redriveJobs(actor, id === '' ? present({ name }) : { id })
  say(context, {
    tone: count === 0 ? 'warn' : 'good',
    text: words.redriven(count, formatsOf(locale, zone).number(count)),
  })
  return context.redirect(JOBS, 303)
}

/** By day, so that nothing on it is worth a look at every change. */
const charts = async (deps: ScreenDeps, context: WebContext): Promise<Response> => {
  const visit = context.get('visit')
  const period = chosen(context, 'days', PERIODS) ?? '30'
  const [figures, dead] = await Promise.all([
    deps.core.notify.figures(visit.actor, { days: Number(period), timeZone: visit.zone }),
    deadIn(deps, context),
  ])
  const title = healthWordsIn(visit.locale).tabs.charts
  return deps.pages.show(context, { title, place: 'health' }, () => (
    <ChartsPage {...{ visit, figures, period, dead }} />
  ))
}

const whatsapp = async (deps: ScreenDeps, context: WebContext): Promise<Response> => {
  const visit = context.get('visit')
  const { pages, pairing = null } = deps
  const phone = pairing === null ? null : await seePhone(deps, pairing)
  const { title } = healthWordsIn(visit.locale).whatsapp
  return pages.show(context, { title, place: 'health' }, (csrf) => (
    <WhatsAppPage {...{ visit, csrf, pairing, phone }} />
  ))
}

const prepare = async ({ core, pairing = null }: ScreenDeps, context: WebContext): Promise<Response> => {
  const words = healthWordsIn(context.get('visit').locale).whatsapp
  const url = pairing?.webhookUrl ?? null
  if (pairing === null || url === null) throw new Refusal('input')
  const refusal = await preparePhone(core, pairing, url)
  say(
    context,
    refusal === null ? { tone: 'good', text: words.prepared } : { tone: 'bad', text: words.refusal[refusal] },
  )
  return context.redirect(PHONE, 303)
}

const sendTest = async ({ core }: ScreenDeps, context: WebContext): Promise<Response> => {
  const { person, locale } = context.get('visit')
  const { test } = healthWordsIn(locale)
  const form = await typed(context)
  const only = CHANNEL_NAMES.find((one) => one === form.one('channel'))
  if (only === undefined) throw new Refusal('input')
  const { subject, body } = test
  const [sent] = await core.notify.test({ personId: person.id, subject, body, seconds: TEST_SECONDS, only })
  if (sent === undefined) {
    say(context, { tone: 'bad', text: test.noAddress(deliveryWordsIn(locale).channel[only]) })
    return context.redirect(backIn(form, HERE), 303)
  }
  say(context, { tone: 'good', text: test.sent })
  return context.redirect(`/web/deliveries/${sent.id}`, 303)
}

const check = async (deps: ScreenDeps, context: WebContext): Promise<Response> => {
  const visit = context.get('visit')
  const { checks, test } = healthWordsIn(visit.locale)
  const form = await typed(context)
  const name = CHECK_NAMES.find((one) => one === form.one('what'))
  if (name === undefined) throw new Refusal('input')
  const { found, advice, isUnwell } = sayCheck(await checkOf(deps, name), visit)
  const title = checks.name[name]
  say(context, {
    tone: isUnwell ? 'bad' : 'good',
    text: advice === null ? test.well(title, found) : test.unwell(title, found, advice),
  })
  return context.redirect(backIn(form, HERE), 303)
}
