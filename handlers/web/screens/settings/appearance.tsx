import { Button, Form } from '../../parts/index.ts'
import { routes, type Screen } from '../../screen.ts'
import { say } from '../../visit/flash.ts'
import { typed } from '../../visit/form.ts'
import { keepTheme, THEMES } from '../../visit/theme.ts'
import { wordsIn } from '../../words/index.ts'
import { showSettings } from './page.tsx'
import { settingsWords } from './words.ts'

const APPEARANCE = '/web/settings/appearance'

/** How the console looks in this browser. The cookie is read for every page, also before the door. */
export const appearanceRoutes: Screen = ({ pages }) =>
  routes()
    .get('/', (context) => {
      const words = settingsWords(context.get('locale')).appearance
      const theme = context.get('theme')
      return showSettings(pages, context, { tab: 'appearance', intro: words.intro }, (csrf, visit) => (
        // What a theme hangs on is outside of what a morph reaches: a whole page is loaded.
        <Form action={APPEARANCE} csrf={csrf} class="card" isWhole>
          <fieldset class="field">
            <legend>{words.theme}</legend>
            {THEMES.map((name) => (
              <div class="check">
                <input type="radio" id={`theme-${name}`} name="theme" value={name} checked={name === theme} />
                <label for={`theme-${name}`}>{words.is[name]}</label>
              </div>
            ))}
          </fieldset>
          <div>
            <Button kind="primary">{wordsIn(visit.locale).save}</Button>
          </div>
        </Form>
      ))
    })
    .post('/', async (context) => {
      keepTheme(context, (await typed(context)).one('theme'))
      say(context, { tone: 'good', text: settingsWords(context.get('locale')).appearance.saved })
      return context.redirect(APPEARANCE, 303)
    })
