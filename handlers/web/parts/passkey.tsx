import type { Child } from 'hono/jsx'
import { Icon } from '../layout/icons.tsx'

/**
 * Asks the browser for a passkey, or for a new one: by `browser/passkeys.ts`, which shows the button where there can be
 * one. What is wrong stands beside it.
 */
export const PasskeyButton = (props: {
  does: 'sign-in' | 'register'
  /** Where it is asked what to ask, and where the answer goes. */
  options: string
  answer: string
  /** Where one goes on. */
  to: string
  csrf?: string
  /** What a new one is called: so, or as the field of that selector says. */
  name?: string
  nameFrom?: string
  /** The field that says what its owner is called. */
  calledFrom?: string
  isPrimary?: boolean
  problem: string
  children: Child
}) => (
  <>
    <button
      type="button"
      class={props.isPrimary === true ? 'button primary' : 'button'}
      hidden
      data-passkey={props.does}
      data-options={props.options}
      data-answer={props.answer}
      data-name={props.name}
      data-name-from={props.nameFrom}
      data-called-from={props.calledFrom}
      data-csrf={props.csrf}
      data-to={props.to}
    >
      <Icon name="key" />
      {props.children}
    </button>
    <p class="problem" role="alert" hidden data-passkey-problem>
      {props.problem}
    </p>
  </>
)

/** Such a button with what makes no sense without it, as the name of a new passkey: it shows when the button does. */
export const WithPasskey = (props: { class: string; children: Child }) => (
  <div class={`with-passkey ${props.class}`}>{props.children}</div>
)
