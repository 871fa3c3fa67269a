import { Button, Head, Notice, PasskeyButton, TextField } from '../../parts/index.ts'
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
        <PasskeyButton
          does="sign-in"
          options="/web/sign-in/passkey/options"
          answer="/web/sign-in/passkey"
          to={to}
          problem={words.passkeyFailed}
        >
          {words.withPasskey}
        </PasskeyButton>
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
