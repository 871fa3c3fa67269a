import { DomainError } from '../../../../core/index.ts'
import type { Person, UnknownSender } from '../../../../core/people/index.ts'
import type { WebContext } from '../../env.ts'
import { routes, type Screen, type ScreenDeps } from '../../screen.ts'
import { say } from '../../visit/flash.ts'
import { type Problems, statusOf, typed } from '../../visit/form.ts'
import { isName } from '../../visit/name.ts'
import { peopleSeen } from '../../visit/people-seen.ts'
import { idIn } from '../../visit/query.ts'
import { ROLES } from './profile-form.ts'
import { Admit, type AdmitForm } from './senders.tsx'
import { type PeopleWords, peopleWords } from './words.ts'

const PLACE = '/web/people'

/** Pairing: what becomes of who wrote and is nobody yet. */
export const senderRoutes: Screen = (deps) =>
  routes()
    .get('/senders/:id', async (context) => {
      const sender = await senderIn(deps, context)
      if (sender === null) return gone(context)
      return show(deps, context, sender, { name: sender.displayName ?? '', role: 'member', person: '' }, {})
    })
    .post('/senders/:id/new', async (context) => {
      const words = peopleWords(context.get('visit').locale)
      const given = await typed(context)
      const form = { name: given.one('name'), role: given.one('role'), person: '' }
      const role = ROLES.find((one) => one === form.role) ?? 'member'
      if (!isName(form.name)) return again(deps, context, form, { name: words.problem.name })
      return admit(deps, context, form, { name: form.name, role })
    })
    .post('/senders/:id/known', async (context) => {
      const words = peopleWords(context.get('visit').locale)
      const personId = (await typed(context)).one('person')
      const form = { name: '', role: 'member', person: personId }
      if (personId === '') return again(deps, context, form, { person: words.chooseWho })
      return admit(deps, context, form, { personId })
    })
    .post('/senders/:id/dismiss', async (context) => {
      const words = peopleWords(context.get('visit').locale)
      try {
        await deps.core.people.dismiss(idIn(context))
      } catch (error) {
        if (isGone(error)) return gone(context)
        throw error
      }
      say(context, { tone: 'good', text: words.dismissed })
      return context.redirect(PLACE, 303)
    })

const isGone = (error: unknown): boolean => error instanceof DomainError && error.code === 'sender_not_found'

/** Another operator was faster. */
const gone = (context: WebContext): Response => {
  say(context, { tone: 'warn', text: peopleWords(context.get('visit').locale).senderGone })
  return context.redirect(PLACE, 303)
}

const senderIn = async ({ core }: ScreenDeps, context: WebContext): Promise<UnknownSender | null> => {
  const id = idIn(context)
  return (await core.people.senders()).find((sender) => sender.id === id) ?? null
}

const admit = async (
  deps: ScreenDeps,
  context: WebContext,
  form: AdmitForm,
  as: { readonly name: string; readonly role: Person['role'] } | { readonly personId: string },
): Promise<Response> => {
  const words = peopleWords(context.get('visit').locale)
  const sender = await senderIn(deps, context)
  if (sender === null) return gone(context)
  try {
    const person = await deps.core.people.admit(sender.id, as)
    say(context, { tone: 'good', text: words.admitted(person.name) })
    return context.redirect(`${PLACE}/${person.id}`, 303)
  } catch (error) {
    if (isGone(error)) return gone(context)
    if (!(error instanceof DomainError) || error.code !== 'alias_taken') throw error
    return show(deps, context, sender, form, { '': await whose(deps, sender, words) })
  }
}

/** A phone that wrote under a new identifier, or the other way round, is somebody's already. */
const whose = async ({ core }: ScreenDeps, sender: UnknownSender, words: PeopleWords): Promise<string> => {
  for (const address of [sender.otherAddress, sender.address]) {
    if (address === null) continue
    const owner = await core.people.resolve(sender.channel, /^\d+$/.test(address) ? `+${address}` : address)
    if (owner !== null) return words.belongsTo(owner.name)
  }
  return words.taken
}

const again = async (deps: ScreenDeps, context: WebContext, form: AdmitForm, problems: Problems): Promise<Response> => {
  const sender = await senderIn(deps, context)
  return sender === null ? gone(context) : show(deps, context, sender, form, problems)
}

const show = async (
  { core, pages }: ScreenDeps,
  context: WebContext,
  sender: UnknownSender,
  form: AdmitForm,
  problems: Problems,
): Promise<Response> => {
  const visit = context.get('visit')
  const people = await peopleSeen(core, visit)
  const status = statusOf(problems)
  const { admitTitle } = peopleWords(visit.locale)
  return pages.show(context, { title: admitTitle, place: 'people', status }, (csrf) => (
    <Admit {...{ sender, people, form, problems, visit, csrf }} />
  ))
}
