import type { WebContext } from '../../env.ts'
import { routes, type Screen, type ScreenDeps } from '../../screen.ts'
import { say } from '../../visit/flash.ts'
import { statusOf, typed } from '../../visit/form.ts'
import { peopleSeen } from '../../visit/people-seen.ts'
import { behind, idIn, pathWith, present } from '../../visit/query.ts'
import { wordsIn } from '../../words/index.ts'
import { issueKey, type KeyForm, NEW_KEY, typedKey } from './key-form.ts'
import { KeyMade } from './key-made.tsx'
import { NewKey } from './key-new.tsx'
import { AddKey, KEYS, KeyList, keyName } from './keys.tsx'
import { showSettings } from './page.tsx'
import { settingsWords } from './words.ts'

const ROWS = 50

/** Keys of the API, for operators. A key's secret is in the answer that makes it and nowhere else. */
export const keyRoutes: Screen = (deps) =>
  routes()
    .get('/', (context) => list(deps, context))
    .get('/new', (context) => showNew(deps, context, NEW_KEY))
    .post('/new', async (context) => {
      const form = typedKey(await typed(context))
      const issued = await issueKey(deps.core.access, context.get('visit'), form)
      if (!issued.ok) return showNew(deps, context, form, issued.problems)
      return showSettings(deps.pages, context, { tab: 'keys' }, (_csrf, visit) => (
        <KeyMade
          name={issued.key.name}
          secret={issued.secret}
          visit={visit}
          origin={context.get('webRequest').origin}
        />
      ))
    })
    .post('/:id/revoke', async (context) => {
      const words = settingsWords(context.get('locale')).keys
      const id = idIn(context)
      const key = (await deps.core.access.list()).find((one) => one.id === id)
      if (key === undefined) {
        say(context, { tone: 'warn', text: words.gone })
      } else {
        await deps.core.access.revoke(id)
        say(context, { tone: 'good', text: words.revoked(keyName(key, words)) })
      }
      return context.redirect(KEYS, 303)
    })

const list = async ({ core, pages }: ScreenDeps, context: WebContext): Promise<Response> => {
  const after = behind(context)
  const [{ keys, next }, people] = await Promise.all([
    core.access.page({ limit: ROWS, ...present({ after }) }),
    peopleSeen(core, context.get('visit')),
  ])
  const words = settingsWords(context.get('locale')).keys
  const action = <AddKey visit={context.get('visit')} />
  return showSettings(pages, context, { tab: 'keys', intro: words.intro, action }, (csrf, visit) => (
    <KeyList
      {...{ keys, people, visit, csrf }}
      next={next === null ? null : pathWith(KEYS, { after: next })}
      nextLabel={wordsIn(visit.locale).next}
    />
  ))
}

const showNew = async (
  { core, pages }: ScreenDeps,
  context: WebContext,
  form: KeyForm,
  problems = {},
): Promise<Response> => {
  const people = await peopleSeen(core, context.get('visit'))
  return showSettings(pages, context, { tab: 'keys', status: statusOf(problems) }, (csrf, visit) => (
    <NewKey {...{ form, problems, people, visit, csrf }} />
  ))
}
