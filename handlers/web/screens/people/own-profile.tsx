import type { WebContext } from '../../env.ts'
import { Section } from '../../parts/index.ts'
import { routes, type Screen, type ScreenDeps } from '../../screen.ts'
import { say } from '../../visit/flash.ts'
import { statusOf, typed } from '../../visit/form.ts'
import { showSettings } from '../settings/page.tsx'
import { Day } from './day.tsx'
import { Profile } from './profile.tsx'
import { type ProfileForm, type ProfileSaved, profileOf, saveProfile, typedProfile } from './profile-form.ts'
import { peopleWords } from './words.ts'

const PLACE = '/web/settings/profile'

/** How and when SparkOne talks to whoever is in: their own fields, by themselves. */
export const ownProfileScreen: Screen = (deps) =>
  routes()
    .get('/', (context) => show(deps, context, profileOf(context.get('visit').person)))
    .post('/', async (context) => {
      const { person, isOperator, locale } = context.get('visit')
      const form = typedProfile(await typed(context))
      const saved = await saveProfile(deps.core.people, person, form, {
        mayRole: isOperator,
        words: peopleWords(locale),
      })
      if (!saved.ok)
        return show(deps, context, saved.isStale ? { ...form, version: String(person.version) } : form, saved)
      // Said in the language that was just chosen.
      const words = peopleWords(saved.person.locale)
      say(context, { tone: 'good', text: saved.isChanged ? words.saved : words.unchanged })
      return context.redirect(PLACE, 303)
    })

const FINE = { problems: {}, isStale: false }

const show = (
  { core, pages }: ScreenDeps,
  context: WebContext,
  form: ProfileForm,
  { problems, isStale }: Omit<Extract<ProfileSaved, { ok: false }>, 'ok'> = FINE,
): Promise<Response> => {
  const { locale, person } = context.get('visit')
  const words = peopleWords(locale)
  const status = statusOf(problems, isStale)
  return showSettings(pages, context, { tab: 'profile', intro: words.ownIntro, status }, (csrf, visit) => (
    <>
      <Section title={words.day} id="day">
        <Day person={person} plan={core.notify.plan(person)} visit={visit} />
      </Section>
      <Section title={words.profile} id="profile">
        <Profile {...{ person, form, problems, isStale, visit, csrf }} action={PLACE} />
      </Section>
    </>
  ))
}
