import { DomainError } from '../../../../core/index.ts'
import { type AliasInput, keyOf, parseEmail, parseWhatsAppAddress } from '../../../../core/people/index.ts'
import type { WebContext } from '../../env.ts'
import { Button, Form, Head, SelectField, TextField } from '../../parts/index.ts'
import { routes, type Screen, type ScreenDeps } from '../../screen.ts'
import { say } from '../../visit/flash.ts'
import { isWrong, type Problems, statusOf, typed } from '../../visit/form.ts'
import { isName } from '../../visit/name.ts'
import { ROLES } from './profile-form.ts'
import { takenProblem } from './taken.ts'
import { type PeopleWords, peopleWords } from './words.ts'

interface NewForm {
  readonly name: string
  readonly role: string
  readonly phone: string
  readonly email: string
}

const BLANK: NewForm = { name: '', role: 'member', phone: '', email: '' }

/** A person who has not written yet. */
export const newPersonRoutes: Screen = (deps) =>
  routes()
    .get('/new', (context) => show(deps, context, BLANK, {}))
    .post('/new', async (context) => {
      const words = peopleWords(context.get('visit').locale)
      const given = await typed(context)
      const [name, role, phone, email] = [
        given.one('name'),
        given.one('role'),
        given.one('phone').trim(),
        given.one('email').trim(),
      ]
      const form = { name, role, phone, email }
      const problems = { ...problemsIn(form, words), ...(await takenIn(deps, form, words)) }
      if (isWrong(problems)) return show(deps, context, form, problems)
      try {
        const person = await deps.core.people.add({
          name,
          role: ROLES.find((one) => one === role) ?? 'member',
          aliases: aliasesIn(form),
        })
        say(context, { tone: 'good', text: words.created(person.name) })
        return context.redirect(`/web/people/${person.id}`, 303)
      } catch (error) {
        // Somebody was given the address between our look and our writing.
        if (!(error instanceof DomainError) || error.code !== 'alias_taken') throw error
        return show(deps, context, form, { [phone === '' ? 'email' : 'phone']: words.taken })
      }
    })

const aliasesIn = ({ phone, email }: NewForm): readonly AliasInput[] => [
  ...(phone === '' ? [] : [{ channel: 'whatsapp' as const, address: phone }]),
  ...(email === '' ? [] : [{ channel: 'email' as const, address: email }]),
]

const problemsIn = ({ name, phone, email }: NewForm, { problem }: PeopleWords): Problems => ({
  ...(isName(name) ? {} : { name: problem.name }),
  ...(phone === '' || parseWhatsAppAddress(phone) !== null ? {} : { phone: problem.phone }),
  ...(email === '' || parseEmail(email) !== null ? {} : { email: problem.email }),
})

const takenIn = async ({ core }: ScreenDeps, form: NewForm, words: PeopleWords): Promise<Problems> => {
  const taken: Record<string, string> = {}
  for (const { channel, address } of aliasesIn(form)) {
    if (keyOf(channel, address) === '') continue
    const problem = await takenProblem(core.people, { channel, address }, words)
    if (problem !== null) taken[channel === 'email' ? 'email' : 'phone'] = problem
  }
  return taken
}

const show = (deps: ScreenDeps, context: WebContext, form: NewForm, problems: Problems): Promise<Response> => {
  const words = peopleWords(context.get('visit').locale)
  const status = statusOf(problems)
  return deps.pages.show(context, { title: words.newTitle, place: 'people', status }, (csrf) => (
    <>
      <Head title={words.newTitle} intro={words.newIntro} back={{ href: '/web/people', text: words.back }} />
      <Form action="/web/people/new" csrf={csrf} class="card">
        <TextField name="name" label={words.name} value={form.name} problem={problems.name} required maxlength={100} />
        <SelectField
          name="role"
          label={words.roleField}
          value={form.role}
          hint={`${words.role.operator}: ${words.roleWhat.operator} ${words.role.member}: ${words.roleWhat.member}`}
          options={ROLES.map((value) => ({ value, label: words.role[value] }))}
        />
        <div class="fields level">
          <TextField
            name="phone"
            type="tel"
            label={words.phone}
            hint={words.phoneHint}
            value={form.phone}
            problem={problems.phone}
            maxlength={40}
          />
          <TextField
            name="email"
            type="email"
            label={words.email}
            value={form.email}
            problem={problems.email}
            maxlength={254}
          />
        </div>
        <div class="actions">
          <Button kind="primary">{words.create}</Button>
        </div>
      </Form>
    </>
  ))
}
