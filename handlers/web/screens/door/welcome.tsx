import { Button, Form, Head, PasskeyButton, TextField } from '../../parts/index.ts'
import type { Problems } from '../../visit/form.ts'
import type { DoorWords } from './words.ts'

/** How one will sign in from now on: e-mail and password, or a passkey of this device. */
export const WelcomePage = (props: { words: DoorWords; csrf: string; email: string; problems: Problems }) => {
  const { words, csrf, email, problems } = props
  const { welcome } = words
  return (
    <>
      <Head title={welcome.title} intro={welcome.intro} />
      <Form action="/web/welcome" csrf={csrf} class="card">
        <TextField
          name="email"
          type="email"
          label={words.email}
          value={email}
          problem={problems.email}
          autocomplete="username"
          required
        />
        <TextField
          name="password"
          type="password"
          label={welcome.next}
          hint={welcome.hint}
          problem={problems.password}
          autocomplete="new-password"
          required
        />
        <Button kind="primary">{welcome.save}</Button>
      </Form>
      <PasskeyButton
        does="register"
        options="/web/welcome/passkey/options"
        answer="/web/welcome/passkey"
        name={welcome.passkeyName}
        csrf={csrf}
        to="/web"
        problem={words.passkeyFailed}
      >
        {welcome.passkey}
      </PasskeyButton>
    </>
  )
}
