import type { QrModules } from '../../deps.ts'
import { Button, CopyButton, Form, Notice, Qr, Section, TextField } from '../../parts/index.ts'
import type { Visit } from '../../visit/visit.ts'
import { SECURITY } from './security-shown.ts'
import { settingsWords } from './words.ts'

/** What the app has to know, and the first code as proof that it does. */
export const TotpSetup = (props: {
  uri: string
  secret: string
  modules: QrModules
  visit: Visit
  csrf: string
  problem: string | undefined
}) => {
  const { uri, secret, modules, visit, csrf, problem } = props
  const { totp } = settingsWords(visit.locale)
  return (
    <Section title={totp.setUp} id="setup">
      <div class="card scan">
        <div class="stack">
          <p>{totp.scan}</p>
          <Qr modules={modules} label={totp.qr} />
          <p>
            <a class="go" href={uri}>
              {totp.openApp}
            </a>
          </p>
        </div>
        <div class="stack">
          <div class="stack tight">
            <p>{totp.typed}</p>
            <p>
              <code id="totp-secret" class="long">
                {secret}
              </code>
            </p>
            <div>
              <CopyButton of="#totp-secret" locale={visit.locale} />
            </div>
          </div>
          <Form action={`${SECURITY}/totp/confirm`} csrf={csrf} class="stack">
            <input type="hidden" name="uri" value={uri} />
            <input type="hidden" name="secret" value={secret} />
            <p>{totp.prove}</p>
            <TextField
              name="code"
              label={totp.code}
              problem={problem}
              autocomplete="one-time-code"
              inputmode="numeric"
              maxlength={10}
              required
            />
            <div class="actions">
              <Button kind="primary">{totp.confirm}</Button>
              <a class="button quiet" href={SECURITY}>
                {totp.cancel}
              </a>
            </div>
          </Form>
        </div>
      </div>
    </Section>
  )
}

/** Recovery codes: in this answer and never again. */
export const RecoveryCodes = (props: { codes: readonly string[]; why: 'done' | 'renewed'; visit: Visit }) => {
  const { codes, why, visit } = props
  const words = settingsWords(visit.locale)
  return (
    <Section title={words.codes.title} id="codes">
      <Notice tone="good" isUrgent>
        {words.codes[why]}
      </Notice>
      <div class="card">
        <p>{words.codes.what}</p>
        <pre class="codes" id="recovery-codes">
          {codes.join('\n')}
        </pre>
        <p class="small muted">{words.once}</p>
        <div class="actions">
          <CopyButton of="#recovery-codes" locale={visit.locale} />
          <a class="button primary" href={SECURITY}>
            {words.codes.kept}
          </a>
        </div>
      </div>
    </Section>
  )
}
