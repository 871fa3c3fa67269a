import type { Passkey } from '../../../../core/accounts/index.ts'
import { Button, Form, Icon, Moment, PasskeyButton, Section, TextField, WithPasskey } from '../../parts/index.ts'
import { formatsOf } from '../../words/format.ts'
import { deviceOf } from './device.ts'
import { SECURITY, type SecurityShown } from './security-shown.ts'
import { settingsWords } from './words.ts'

const NAME_MAX = 60

/** The keys that devices keep for this account. */
export const PasskeySection = (shown: SecurityShown) => {
  const { passkeys, visit, mayEnrol } = shown
  const words = settingsWords(visit.locale).passkeys
  return (
    <Section title={words.title} id="passkeys" {...(passkeys.length === 0 ? {} : { count: passkeys.length })}>
      {passkeys.length === 0 ? null : (
        <ul class="rows">
          {passkeys.map((passkey) => (
            <Row {...shown} passkey={passkey} />
          ))}
        </ul>
      )}
      <div class="card">
        <p>{words.what}</p>
        {mayEnrol ? <Add {...shown} /> : null}
      </div>
    </Section>
  )
}

const Row = (shown: SecurityShown & { passkey: Passkey }) => {
  const { passkey, visit } = shown
  const { id, name, createdAt, lastUsedAt } = passkey
  const words = settingsWords(visit.locale).passkeys
  const { dateTime } = formatsOf(visit.locale, visit.zone)
  return (
    <li id={`passkey-${id}`}>
      <Icon name="key" />
      <div class="grow">
        <span class="title">{name}</span>
        <p class="small muted">
          <Moment at={createdAt} text={words.created(dateTime(createdAt))} /> ·{' '}
          {lastUsedAt === null ? words.unused : <Moment at={lastUsedAt} text={words.used(dateTime(lastUsedAt))} />}
        </p>
        <div class="ways">
          <Rename {...shown} />
          {shown.mayEnrol ? <Remove {...shown} /> : null}
        </div>
      </div>
    </li>
  )
}

const Rename = ({ passkey, visit, csrf, problems }: SecurityShown & { passkey: Passkey }) => {
  const words = settingsWords(visit.locale).passkeys
  const id = `rename-${passkey.id}`
  return (
    <details id={`${id}-form`} open={id in problems}>
      <summary>{words.rename}</summary>
      <Form action={`${SECURITY}/passkeys/${passkey.id}/rename`} csrf={csrf} class="stack tight narrow">
        <TextField
          id={id}
          name="name"
          label={words.newName}
          value={passkey.name}
          problem={problems[id]}
          maxlength={NAME_MAX}
          required
        />
        <div>
          <Button>{words.rename}</Button>
        </div>
      </Form>
    </details>
  )
}

const Remove = ({ passkey, visit, csrf }: SecurityShown & { passkey: Passkey }) => {
  const words = settingsWords(visit.locale).passkeys
  return (
    <details id={`remove-${passkey.id}`}>
      <summary>{words.remove}</summary>
      <Form action={`${SECURITY}/passkeys/${passkey.id}/remove`} csrf={csrf} class="stack tight">
        <p>{words.removeAsk}</p>
        <div>
          <Button kind="danger" label={`${words.removeIt}: ${passkey.name}`}>
            {words.removeIt}
          </Button>
        </div>
      </Form>
    </details>
  )
}

/** The name is any form's field, the key the browser's: a script puts them together. */
const Add = ({ visit, csrf }: SecurityShown) => {
  const all = settingsWords(visit.locale)
  const words = all.passkeys
  const { userAgent } = visit.session.session
  return (
    <>
      <WithPasskey class="stack tight narrow">
        <TextField
          id="passkey-name"
          name="passkey_name"
          label={words.name}
          value={deviceOf(userAgent, all.sessions)}
          maxlength={NAME_MAX}
        />
        <div>
          <PasskeyButton
            does="register"
            options={`${SECURITY}/passkeys/options`}
            answer={`${SECURITY}/passkeys`}
            csrf={csrf}
            nameFrom="#passkey-name"
            to={SECURITY}
            isPrimary
            problem={words.failed}
          >
            {words.add}
          </PasskeyButton>
        </div>
      </WithPasskey>
      <noscript>
        <p class="muted">{words.noScript}</p>
      </noscript>
    </>
  )
}
