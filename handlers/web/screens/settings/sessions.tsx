import type { Session } from '../../../../core/accounts/index.ts'
import type { WebContext } from '../../env.ts'
import { Act, Badge, Icon, Moment, Section } from '../../parts/index.ts'
import { routes, type Screen, type ScreenDeps } from '../../screen.ts'
import { say } from '../../visit/flash.ts'
import { idIn } from '../../visit/query.ts'
import type { Visit } from '../../visit/visit.ts'
import { formatsOf } from '../../words/format.ts'
import { wordsIn } from '../../words/index.ts'
import { deviceOf, isPhone } from './device.ts'
import { showSettings } from './page.tsx'
import { settingsWords } from './words.ts'

const SESSIONS = '/web/settings/sessions'

/** Where the account is open, and what ends that. */
export const sessionRoutes: Screen = (deps) => {
  const { sessions } = deps.accounts.authenticator
  return routes()
    .get('/', (context) => show(deps, context))
    .post('/end-others', async (context) => {
      const words = settingsWords(context.get('locale')).sessions
      const count = await sessions.revokeOthers(context.get('webRequest'))
      say(context, { tone: 'good', text: words.endedMany(count) })
      return context.redirect(SESSIONS, 303)
    })
    .post('/:id/end', async (context) => {
      const words = settingsWords(context.get('locale')).sessions
      const isEnded = await sessions.revoke(context.get('webRequest'), idIn(context))
      say(context, isEnded ? { tone: 'good', text: words.ended } : { tone: 'warn', text: words.gone })
      return context.redirect(SESSIONS, 303)
    })
}

const show = async ({ accounts, pages }: ScreenDeps, context: WebContext): Promise<Response> => {
  const all = await accounts.authenticator.sessions.list(context.get('webRequest'))
  const { session } = context.get('visit').session
  const others = all.filter(({ id }) => id !== session.id)
  const words = settingsWords(context.get('locale')).sessions
  return showSettings(pages, context, { tab: 'sessions', intro: words.intro, topics: ['people'] }, (csrf, visit) => (
    <>
      <Section title={words.here} id="here">
        <ul class="rows">
          <SessionRow session={session} visit={visit}>
            <Act action="/web/sign-out" csrf={csrf}>
              <Icon name="out" />
              {wordsIn(visit.locale).signOut}
            </Act>
          </SessionRow>
        </ul>
      </Section>
      <Section
        title={words.others}
        id="others"
        {...(others.length === 0 ? {} : { count: others.length })}
        actions={
          others.length < 2 ? null : (
            <Act action={`${SESSIONS}/end-others`} csrf={csrf} kind="danger">
              {words.endAll}
            </Act>
          )
        }
      >
        {others.length === 0 ? (
          <p class="muted">{words.noOthers}</p>
        ) : (
          <ul class="rows">
            {others.map((other) => (
              <SessionRow session={other} visit={visit}>
                <Act
                  action={`${SESSIONS}/${other.id}/end`}
                  csrf={csrf}
                  label={words.endOf(deviceOf(other.userAgent, words))}
                >
                  {words.end}
                </Act>
              </SessionRow>
            ))}
          </ul>
        )}
      </Section>
    </>
  ))
}

/** One session as people recognise it, and what can be done with it. */
export const SessionRow = ({ session, visit, children }: { session: Session; visit: Visit; children: unknown }) => {
  const { id, method, hasPassedMfa, address, userAgent, createdAt, lastSeenAt } = session
  const words = settingsWords(visit.locale).sessions
  const { dateTime } = formatsOf(visit.locale, visit.zone)
  const from = address === null ? '' : ` ${words.from(address)}`
  return (
    <li id={`session-${id}`} class="wraps">
      <Icon name={isPhone(userAgent) ? 'phone' : 'screen'} />
      <div class="grow">
        <span class="title">{deviceOf(userAgent, words)}</span>
        <p class="small muted">
          <Moment at={lastSeenAt} text={words.seen(dateTime(lastSeenAt))} />
          {from} · <Moment at={createdAt} text={words.opened(dateTime(createdAt))} /> {words.by[method]}
        </p>
        {hasPassedMfa ? (
          <p>
            <Badge tone="good">{words.mfa}</Badge>
          </p>
        ) : null}
      </div>
      {children}
    </li>
  )
}
