import { Notice, SecretField, Section } from '../../parts/index.ts'
import type { Visit } from '../../visit/visit.ts'
import { KEYS } from './keys.tsx'
import { settingsWords } from './words.ts'

/** The secret of a new key, this once. */
export const KeyMade = (props: { name: string; secret: string; visit: Visit; origin: string }) => {
  const { name, secret, visit, origin } = props
  const words = settingsWords(visit.locale)
  const { keys } = words
  return (
    <Section title={keys.createdTitle} id="key-made">
      <Notice tone="good" isUrgent>
        {keys.createdIntro(name)}
      </Notice>
      <div class="card">
        <SecretField name="secret" label={keys.secret} hint={words.once} value={secret} locale={visit.locale} />
        <p>{keys.how}</p>
        <pre class="codes" tabindex={0}>{`curl -H "Authorization: Bearer $SPARKONE_API_KEY" ${origin}/tasks`}</pre>
        <p>
          <a class="button primary" href={KEYS}>
            {keys.back}
          </a>
        </p>
      </div>
    </Section>
  )
}
