import { Button, Head, Icon, Notice, TextField } from '../../parts/index.ts'
import type { DoorWords } from './words.ts'

/** The way in by e-mail and password, and the others that there are. What a script is needed for shows with one. */
export const SignInPage = (props: {
  words: DoorWords
  to: string
  email: string
  problem: string | null
  provider: string | null
}) => {
  const { words, to, email, problem, provider } = props
  return (
    <>
      <Head title={words.signIn} />
      {problem === null ? null : (
        <Notice tone="bad" isUrgent>
          {problem}
        </Notice>
      )}
      <form method="post" action="/web/sign-in" class="card">
        <input type="hidden" name="to" value={to} />
        <TextField
          name="email"
          type="email"
          label={words.email}
          value={email}
          autocomplete="username webauthn"
          required
          autofocus={email === ''}
        />
        <TextField
          name="password"
          type="password"
          label={words.password}
          autocomplete="current-password"
          required
          autofocus={email !== ''}
        />
        <Button kind="primary">{words.signIn}</Button>
      </form>
      <div class="stack tight">
        <PasskeyButton words={words} to={to} />
        {provider === null ? null : (
          <a class="button" href={`/web/sign-in/provider/start?to=${encodeURIComponent(to)}`}>
            {words.withProvider(provider)}
          </a>
        )}
      </div>
      <p class="muted small">{words.lost}</p>
    </>
  )
}

const PasskeyButton = ({ words, to }: { words: DoorWords; to: string }) => (
  <>
    <button
      type="button"
      class="button"
      hidden
      data-passkey="sign-in"
      data-options="/web/sign-in/passkey/options"
      data-answer="/web/sign-in/passkey"
      data-to={to}
    >
      <Icon name="key" />
      {words.withPasskey}
    </button>
    <p class="problem" role="alert" hidden data-passkey-problem>
      {words.passkeyFailed}
    </p>
  </>
)
