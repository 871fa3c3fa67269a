import { Button, Form, Head, PasskeyButton, TextField, WithPasskey } from '../../parts/index.ts'
import type { Problems } from '../../visit/form.ts'
import type { DoorWords } from './words.ts'

export interface WelcomeForm {
  readonly name: string
  readonly email: string
}

/** How one will sign in from now on: e-mail and password, or a passkey of this device. */
export const WelcomePage = (props: { words: DoorWords; csrf: string; form: WelcomeForm; problems: Problems }) => {
  const { words, csrf, form, problems } = props
  const { welcome } = words
  return (
    <>
      <Head title={welcome.title} intro={welcome.intro} />
      <Form action="/web/welcome" csrf={csrf} class="card">
        <TextField
          name="name"
          label={welcome.name}
          hint={welcome.nameHint}
          value={form.name}
          problem={problems.name}
          autocomplete="name"
          maxlength={100}
        />
        <TextField
          name="email"
          type="email"
          label={words.email}
          value={form.email}
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
      <WithPasskey class="stack tight">
        <p>{welcome.orPasskey}</p>
        <PasskeyButton
          does="register"
          options="/web/welcome/passkey/options"
          answer="/web/welcome/passkey"
          name={welcome.passkeyName}
          calledFrom="#field-name"
          csrf={csrf}
          to="/web"
          problem={words.passkeyFailed}
        >
          {welcome.passkey}
        </PasskeyButton>
      </WithPasskey>
    </>
  )
}
