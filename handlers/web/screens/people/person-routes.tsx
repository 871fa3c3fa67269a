import { DomainError } from '../../../../core/index.ts'
import { ALIAS_CHANNELS, type AliasChannel, type Person } from '../../../../core/people/index.ts'
import type { WebContext } from '../../env.ts'
import { routes, type Screen, type ScreenDeps } from '../../screen.ts'
import { say } from '../../visit/flash.ts'
import { statusOf, typed } from '../../visit/form.ts'
import { idIn } from '../../visit/query.ts'
import { type Edited, PersonPage } from './detail.tsx'
import { profileOf, saveProfile, typedProfile } from './profile-form.ts'
import { takenProblem } from './taken.ts'
import { type PeopleWords, peopleWords } from './words.ts'

/** One person, as operators see and change them. */
export const personRoutes: Screen = (deps) =>
  routes()
    .get('/:id', async (context) => show(deps, context, await deps.core.people.get(idIn(context)), {}))
    .post('/:id', async (context) => {
      const visit = context.get('visit')
      const words = peopleWords(visit.locale)
      const before = await deps.core.people.get(idIn(context))
      const form = typedProfile(await typed(context))
      const saved = await saveProfile(deps.core.people, before, form, { mayRole: true, words })
      if (!saved.ok) {
        // Saving again overrules what came between.
        const again = saved.isStale ? { ...form, version: String(before.version) } : form
        return show(deps, context, before, { profile: { ...saved, form: again } })
      }
      const { person, isChanged } = saved
      say(context, { tone: 'good', text: isChanged ? words.saved : words.unchanged })
      // Whoever made themselves a member does not see this page any more.
      const isOut = person.id === visit.person.id && person.role === 'member'
      return context.redirect(isOut ? '/web/settings/profile' : `/web/people/${person.id}`, 303)
    })
    .post('/:id/aliases', async (context) => {
      const words = peopleWords(context.get('visit').locale)
      const before = await deps.core.people.get(idIn(context))
      const given = await typed(context)
      const form = { channel: given.one('channel'), address: given.one('address') }
      const channel = ALIAS_CHANNELS.find((name) => name === form.channel) ?? 'whatsapp'
      try {
        const after = await deps.core.people.addAlias(before.id, { channel, address: form.address })
        const isNew = after.version !== before.version
        say(context, { tone: isNew ? 'good' : 'warn', text: isNew ? words.added : words.already })
        return context.redirect(`/web/people/${before.id}`, 303)
      } catch (error) {
        const address = await addressProblem(deps, error, { channel, address: form.address }, words)
        return show(deps, context, before, { alias: { form, problems: { address } } })
      }
    })
    .post('/:id/aliases/remove', async (context) => {
      const id = idIn(context)
      await deps.core.people.removeAlias(id, (await typed(context)).one('alias'))
      say(context, { tone: 'good', text: peopleWords(context.get('visit').locale).addressRemoved })
      return context.redirect(`/web/people/${id}`, 303)
    })

const addressProblem = async (
  { core }: ScreenDeps,
  error: unknown,
  alias: { readonly channel: AliasChannel; readonly address: string },
  words: PeopleWords,
): Promise<string> => {
  if (!(error instanceof DomainError)) throw error
  if (error.code === 'alias_taken') return (await takenProblem(core.people, alias, words)) ?? words.taken
  if (error.code !== 'invalid_input') throw error
  if (error.problems.some(({ pointer }) => pointer === '/aliases')) return words.problem.tooMany
  const { phone, email, word } = words.problem
  return { whatsapp: phone, email, web: word, sheets: word }[alias.channel]
}

const show = async (deps: ScreenDeps, context: WebContext, person: Person, edited: Edited): Promise<Response> => {
  const { core, accounts, pages } = deps
  const { keeper } = accounts.authenticator
  const [account, sessions] = await Promise.all([keeper.accountOf(person.id), keeper.sessionsOf(person.id)])
  const { profile = { form: profileOf(person), problems: {}, isStale: false } } = edited
  const { alias = { form: { channel: 'whatsapp', address: '' }, problems: {} } } = edited
  const status = statusOf({ ...profile.problems, ...alias.problems }, profile.isStale)
  return pages.show(context, { title: person.name, place: 'people', status }, (csrf, visit) => (
    <PersonPage
      {...{ person, profile, alias, visit, csrf }}
      plan={core.notify.plan(person)}
      access={{ account, sessions }}
    />
  ))
}
