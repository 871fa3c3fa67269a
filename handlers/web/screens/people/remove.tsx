import { DomainError } from '../../../../core/index.ts'
import type { Person } from '../../../../core/people/index.ts'
import type { WebContext } from '../../env.ts'
import { Act, Card, Head, Icon, Notice } from '../../parts/index.ts'
import { routes, type Screen, type ScreenDeps } from '../../screen.ts'
import { say } from '../../visit/flash.ts'
import { typed } from '../../visit/form.ts'
import { idIn } from '../../visit/query.ts'
import { peopleWords } from './words.ts'

/** Removing somebody is for good: a page asks first. */
export const removeRoutes: Screen = (deps) =>
  routes()
    .get('/:id/remove', async (context) => ask(deps, context, await deps.core.people.get(idIn(context)), null))
    .post('/:id/remove', async (context) => {
      const { locale, person: self } = context.get('visit')
      const words = peopleWords(locale)
      const person = await deps.core.people.get(idIn(context))
      const version = Number((await typed(context)).one('version'))
      try {
        await deps.core.people.remove(person.id, Number.isSafeInteger(version) ? { version } : {})
      } catch (error) {
        if (!(error instanceof DomainError)) throw error
        if (error.code === 'last_operator') return ask(deps, context, person, words.lastOperator)
        if (error.code === 'stale_version') return ask(deps, context, person, words.removeStale)
        throw error
      }
      // The account of who is gone lets nobody in; its sessions go at once.
      await deps.accounts.authenticator.keeper.revoke(person.id)
      say(context, { tone: 'good', text: words.removed(person.name) })
      return context.redirect(person.id === self.id ? '/web' : '/web/people', 303)
    })

const ask = ({ pages }: ScreenDeps, context: WebContext, person: Person, problem: string | null): Promise<Response> => {
  const words = peopleWords(context.get('visit').locale)
  const title = words.removeTitle(person.name)
  return pages.show(context, { title, place: 'people', status: problem === null ? 200 : 409 }, (csrf) => (
    <>
      <Head title={title} />
      {problem === null ? null : (
        <Notice tone="bad" isUrgent>
          {problem}
        </Notice>
      )}
      <Card>
        <ul class="bullets">
          {words.removeWhat.map((what) => (
            <li>{what}</li>
          ))}
        </ul>
        <div class="actions">
          <Act
            action={`/web/people/${person.id}/remove`}
            csrf={csrf}
            fields={{ version: String(person.version) }}
            kind="danger"
          >
            <Icon name="trash" />
            {words.removeDo}
          </Act>
          <a class="button" href={`/web/people/${person.id}`}>
            {words.keep}
          </a>
        </div>
      </Card>
    </>
  ))
}
