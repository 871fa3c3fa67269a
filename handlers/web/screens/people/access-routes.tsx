import type { WebContext } from '../../env.ts'
import { Card, Head, Moment, Notice, SecretField } from '../../parts/index.ts'
import { routes, type Screen, type ScreenDeps } from '../../screen.ts'
import { say } from '../../visit/flash.ts'
import { typed } from '../../visit/form.ts'
import { isLoopback } from '../../visit/origin.ts'
import { idIn } from '../../visit/query.ts'
import { formatsOf } from '../../words/format.ts'
import { peopleWords } from './words.ts'

/** Ways in for somebody: a link that is shown once, and the sessions they have. */
export const accessRoutes: Screen = (deps) =>
  routes()
    // Who reloads the page of a link, or comes back to it: it is not shown twice.
    .get('/:id/link', (context) => context.redirect(`/web/people/${idIn(context)}`, 303))
    .post('/:id/link', (context) => makeLink(deps, context))
    .post('/:id/sessions/revoke', async (context) => {
      const id = idIn(context)
      const session = (await typed(context)).one('session')
      await deps.core.people.get(id)
      const { keeper } = deps.accounts.authenticator
      const ended = await (session === '' ? keeper.revoke(id) : keeper.revoke(id, session))
      const tone = ended === 0 ? 'warn' : 'good'
      say(context, { tone, text: peopleWords(context.get('visit').locale).revoked(ended) })
      return context.redirect(`/web/people/${id}`, 303)
    })

/** Whether the address of the console is one that no other device can open. */
const isHere = (context: WebContext): boolean => isLoopback(context.get('webRequest').origin)

const makeLink = async ({ core, accounts, pages }: ScreenDeps, context: WebContext): Promise<Response> => {
  const { locale, zone } = context.get('visit')
  const words = peopleWords(locale)
  const person = await core.people.get(idIn(context))
  const isNew = (await accounts.authenticator.keeper.accountOf(person.id)) === null
  const purpose = isNew ? 'invitation' : 'recovery'
  const resetsMfa = (await typed(context)).one('resets') === 'yes'
  const { token, expiresAt } = await accounts.invite({ personId: person.id, purpose, resetsMfa })
  const title = words.linkTitle[purpose]
  return pages.show(context, { title, place: 'people' }, () => (
    <>
      <Head title={title} intro={words.linkIntro(person.name)} />
      <Card>
        <SecretField
          name="link"
          label={words.link}
          hint={words.linkOnce}
          value={`${context.get('webRequest').origin}/web/link/${token}`}
          locale={locale}
        />
        {isHere(context) ? <Notice tone="warn">{words.linkHere}</Notice> : null}
        <p class="muted small">
          <Moment at={expiresAt} text={words.linkUntil(formatsOf(locale, zone).dateTime(expiresAt))} />
        </p>
      </Card>
      <p>
        <a class="button" href={`/web/people/${person.id}`}>
          {words.linkBack(person.name)}
        </a>
      </p>
    </>
  ))
}
