import { RECOVERY_CODES } from '../../../../core/accounts/index.ts'
import { Badge, Button, Form, Notice, Section, TextField } from '../../parts/index.ts'
import { SECURITY, type SecurityShown } from './security-shown.ts'
import { settingsWords } from './words.ts'

/** The code of an app: off with the way to turn it on, or on with its recovery codes and the way to turn it off. */
export const TotpSection = (shown: SecurityShown) => {
  const { account, visit, mayEnrol } = shown
  const { totp } = settingsWords(visit.locale)
  return (
    <Section
      title={totp.title}
      id="totp"
      actions={account.hasTotp ? <Badge tone="good">{totp.on}</Badge> : <Badge>{totp.off}</Badge>}
    >
      <div class="card">
        <p>{account.hasTotp ? totp.isOn : totp.what}</p>
        {account.hasTotp ? (
          <>
            <CodesLeft {...shown} />
            <CodeForm
              {...shown}
              name="renew"
              title={totp.renew}
              what={totp.renewWhat}
              label={totp.code}
              button={totp.renewIt}
              isNumber
              isOpen={account.recoveryCodes <= FEW}
            />
            <CodeForm
              {...shown}
              name="disable"
              title={totp.disable}
              what={totp.disableWhat}
              label={totp.codeOrRecovery}
              button={totp.disableIt}
            />
          </>
        ) : mayEnrol ? (
          <BeginForm {...shown} />
        ) : null}
      </div>
    </Section>
  )
}

/** From here on who loses the phone may soon be out for good. */
const FEW = 2

/** How many recovery codes are left; with few, how to make new ones. */
const CodesLeft = ({ account, visit }: SecurityShown) => {
  const { totp } = settingsWords(visit.locale)
  const text = totp.codesLeft(account.recoveryCodes, RECOVERY_CODES)
  if (account.recoveryCodes > FEW) return <p class="muted">{text}</p>
  return (
    <Notice tone="warn" action={<a href="#renew">{totp.renew}</a>}>
      {text}
    </Notice>
  )
}

const BeginForm = ({ account, visit, csrf, problems }: SecurityShown) => {
  const words = settingsWords(visit.locale)
  return (
    <Form action={`${SECURITY}/totp`} csrf={csrf} class="stack narrow">
      {account.hasPassword ? (
        <TextField
          id="totp-password"
          name="password"
          type="password"
          label={words.currentPassword}
          problem={problems['totp-password']}
          autocomplete="current-password"
          required
        />
      ) : null}
      <div>
        <Button kind="primary">{words.totp.begin}</Button>
      </div>
    </Form>
  )
}

const CodeForm = (
  props: SecurityShown & {
    name: 'renew' | 'disable'
    title: string
    what: string
    label: string
    button: string
    isNumber?: boolean
    isOpen?: boolean
  },
) => {
  const { csrf, problems, name, title, what, label, button, isNumber, isOpen } = props
  const id = `${name}-code`
  return (
    <details id={name} open={id in problems || isOpen === true}>
      <summary>{title}</summary>
      <Form action={`${SECURITY}/totp/${name}`} csrf={csrf} class="stack narrow">
        <p class="muted">{what}</p>
        <TextField
          id={id}
          name="code"
          label={label}
          problem={problems[id]}
          autocomplete="one-time-code"
          {...(isNumber === true ? { inputmode: 'numeric' as const } : {})}
          maxlength={40}
          required
        />
        <div>
          <Button kind={name === 'disable' ? 'danger' : 'primary'}>{button}</Button>
        </div>
      </Form>
    </details>
  )
}
