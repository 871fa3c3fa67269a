import { Button, Facts, Form, Section, TextField } from '../../parts/index.ts'
import { SECURITY, type SecurityShown } from './security-shown.ts'
import { settingsWords } from './words.ts'

/** E-mail and password: both changed by who knows the password, or given to an account that has none. */
export const Credentials = (shown: SecurityShown) => {
  const { account, visit } = shown
  const words = settingsWords(visit.locale)
  return (
    <Section title={words.credentials} id="credentials">
      <div class="card">
        <Facts
          facts={[
            [words.email, account.email ?? words.noEmail],
            [words.password, account.hasPassword ? words.hasPassword : words.noPassword],
          ]}
        />
        {account.hasPassword ? (
          <>
            <EmailForm {...shown} />
            <PasswordForm {...shown} />
          </>
        ) : (
          <FirstPasswordForm {...shown} />
        )}
      </div>
    </Section>
  )
}

const isWrong = ({ problems }: SecurityShown, form: string): boolean =>
  Object.keys(problems).some((name) => name.startsWith(`${form}-`))

const EmailForm = (shown: SecurityShown) => {
  const { visit, csrf, problems, email } = shown
  const words = settingsWords(visit.locale)
  return (
    <details id="change-email" open={isWrong(shown, 'email')}>
      <summary>{words.changeEmail}</summary>
      <Form action={`${SECURITY}/email`} csrf={csrf} class="stack narrow">
        <TextField
          id="email-email"
          name="email"
          type="email"
          label={words.newEmail}
          value={email}
          problem={problems['email-email']}
          autocomplete="email"
          required
        />
        <TextField
          id="email-current"
          name="current"
          type="password"
          label={words.currentPassword}
          problem={problems['email-current']}
          autocomplete="current-password"
          required
        />
        <div>
          <Button kind="primary">{words.changeEmail}</Button>
        </div>
      </Form>
    </details>
  )
}

const PasswordForm = (shown: SecurityShown) => {
  const { account, visit, csrf, problems } = shown
  const words = settingsWords(visit.locale)
  return (
    <details id="change-password" open={isWrong(shown, 'password')}>
      <summary>{words.changePassword}</summary>
      <Form action={`${SECURITY}/password`} csrf={csrf} class="stack narrow">
        {/* For who keeps passwords: whose it is. */}
        <input type="hidden" name="username" autocomplete="username" value={account.email ?? ''} />
        <TextField
          id="password-current"
          name="current"
          type="password"
          label={words.currentPassword}
          problem={problems['password-current']}
          autocomplete="current-password"
          required
        />
        <TextField
          id="password-next"
          name="next"
          type="password"
          label={words.newPassword}
          hint={`${words.passwordHint} ${words.passwordEnds}`}
          problem={problems['password-next']}
          autocomplete="new-password"
          required
        />
        <div>
          <Button kind="primary">{words.changePassword}</Button>
        </div>
      </Form>
    </details>
  )
}

const FirstPasswordForm = (shown: SecurityShown) => {
  const { account, visit, csrf, problems, email } = shown
  const words = settingsWords(visit.locale)
  return (
    <details id="first-password" open={isWrong(shown, 'set')}>
      <summary>{words.setPassword}</summary>
      <Form action={`${SECURITY}/password/first`} csrf={csrf} class="stack narrow">
        <TextField
          id="set-email"
          name="email"
          type="email"
          label={words.email}
          value={email === '' ? (account.email ?? '') : email}
          problem={problems['set-email']}
          autocomplete="username"
          required
        />
        <TextField
          id="set-password"
          name="password"
          type="password"
          label={words.newPassword}
          hint={words.passwordHint}
          problem={problems['set-password']}
          autocomplete="new-password"
          required
        />
        <div>
          <Button kind="primary">{words.setPassword}</Button>
        </div>
      </Form>
    </details>
  )
}
