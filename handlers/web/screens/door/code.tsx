import { Button, Head, TextField } from '../../parts/index.ts'
import type { DoorWords } from './words.ts'

/** The second factor: a code of the app, or one of those that were kept for when it is gone. */
export const CodePage = (props: { words: DoorWords; to: string; isRecovery: boolean; problem: string | undefined }) => {
  const { to, isRecovery, problem } = props
  const { code } = props.words
  const other = `/web/sign-in/code?to=${encodeURIComponent(to)}${isRecovery ? '' : '&by=recovery'}`
  return (
    <>
      <Head title={isRecovery ? code.recoveryTitle : code.title} intro={isRecovery ? code.recoveryIntro : code.intro} />
      <form method="post" action="/web/sign-in/code" class="card">
        <input type="hidden" name="to" value={to} />
        <input type="hidden" name="by" value={isRecovery ? 'recovery' : 'totp'} />
        <TextField
          name="code"
          label={isRecovery ? code.recovery : code.totp}
          problem={problem}
          autocomplete="one-time-code"
          {...(isRecovery ? {} : { inputmode: 'numeric' as const })}
          maxlength={40}
          required
          autofocus
        />
        <Button kind="primary">{code.check}</Button>
      </form>
      <p>
        <a href={other}>{isRecovery ? code.useTotp : code.useRecovery}</a>
      </p>
      {isRecovery ? <p class="muted small">{props.words.lost}</p> : null}
    </>
  )
}
