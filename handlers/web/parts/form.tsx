import type { Child } from 'hono/jsx'

/** A form that changes something: it carries the session's token, or nothing would be done. */
export const Form = (props: {
  action: string
  csrf: string
  children: Child
  class?: string
  id?: string
  label?: string
  /** Its answer is a page of its own: it changes what stands around all pages. */
  isWhole?: boolean
  /** How it goes with another of itself that is still on its way; htmx's hx-sync. */
  sync?: string
}) => (
  <form
    method="post"
    action={props.action}
    class={props.class}
    id={props.id}
    aria-label={props.label}
    hx-sync={props.sync}
    hx-boost={props.isWhole === true ? 'false' : undefined}
  >
    <input type="hidden" name="csrf" value={props.csrf} />
    {props.children}
  </form>
)

/** A form of one button. */
export const Act = (props: {
  action: string
  csrf: string
  fields?: Readonly<Record<string, string>>
  children: Child
  kind?: ButtonKind
  /** What it does, where the button shows an icon alone, or many buttons say the same. */
  label?: string
  shortcut?: string
}) => (
  <Form action={props.action} csrf={props.csrf}>
    {Object.entries(props.fields ?? {}).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <Button
      {...(props.kind === undefined ? {} : { kind: props.kind })}
      {...(props.label === undefined ? {} : { label: props.label })}
      {...(props.shortcut === undefined ? {} : { shortcut: props.shortcut })}
    >
      {props.children}
    </Button>
  </Form>
)

export type ButtonKind = 'plain' | 'primary' | 'danger' | 'quiet'

export const Button = (props: {
  children: Child
  kind?: ButtonKind
  name?: string
  value?: string
  label?: string
  isIcon?: boolean
  /** A key that presses it while the focus is in its row; see browser/keys.ts. */
  shortcut?: string
  formAction?: string
}) => (
  <button
    type="submit"
    class={`button ${props.kind ?? 'plain'}${props.isIcon === true ? ' icon-only' : ''}`}
    name={props.name}
    value={props.value}
    aria-label={props.label}
    title={props.label}
    data-key={props.shortcut}
    formaction={props.formAction}
  >
    {props.children}
  </button>
)

/** What a field shows beside its control. Ids follow from the name: one field of a name on a page, or give `id`. */
interface FieldProps {
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
  readonly problem?: string | undefined
  readonly id?: string | undefined
}

const describedBy = (id: string, { hint, problem }: FieldProps): string | undefined => {
  const ids = [hint === undefined ? null : `${id}-hint`, problem === undefined ? null : `${id}-problem`]
  const there = ids.filter((name) => name !== null)
  return there.length === 0 ? undefined : there.join(' ')
}

/** What every control carries: its name, and what is said of it. */
export const control = (field: FieldProps) => {
  const id = field.id ?? `field-${field.name}`
  return {
    id,
    name: field.name,
    'aria-describedby': describedBy(id, field),
    'aria-invalid': field.problem === undefined ? undefined : ('true' as const),
  }
}

/** Label, control, hint and problem. The control is given by the caller, spread from `control(field)`. */
export const Field = ({ field, children }: { field: FieldProps; children: Child }) => {
  const { id } = control(field)
  return (
    <div class="field">
      <label for={id}>{field.label}</label>
      {children}
      {field.hint === undefined ? null : (
        <p class="hint" id={`${id}-hint`}>
          {field.hint}
        </p>
      )}
      {field.problem === undefined ? null : (
        <p class="problem" id={`${id}-problem`}>
          {field.problem}
        </p>
      )}
    </div>
  )
}

export const TextField = (
  props: FieldProps & {
    value?: string | undefined
    type?: 'text' | 'email' | 'password' | 'search' | 'date' | 'time' | 'number' | 'tel'
    autocomplete?: string
    required?: boolean
    maxlength?: number
    placeholder?: string
    inputmode?: 'numeric' | 'email' | 'text'
    autofocus?: boolean
  },
) => (
  <Field field={props}>
    <input
      {...control(props)}
      class="input"
      type={props.type ?? 'text'}
      value={props.value}
      autocomplete={props.autocomplete ?? 'off'}
      required={props.required}
      maxlength={props.maxlength}
      placeholder={props.placeholder}
      inputmode={props.inputmode}
      autofocus={props.autofocus}
    />
  </Field>
)

export const AreaField = (props: FieldProps & { value?: string | undefined; rows?: number; maxlength?: number }) => (
  <Field field={props}>
    <textarea {...control(props)} class="input" rows={props.rows ?? 4} maxlength={props.maxlength}>
      {props.value ?? ''}
    </textarea>
  </Field>
)

export const SelectField = (
  props: FieldProps & {
    value?: string | undefined
    options: readonly { readonly value: string; readonly label: string }[]
  },
) => (
  <Field field={props}>
    <select {...control(props)} class="input">
      {props.options.map(({ value, label }) => (
        <option value={value} selected={value === (props.value ?? '')}>
          {label}
        </option>
      ))}
    </select>
  </Field>
)

export const CheckField = (props: { name: string; value?: string; label: string; checked?: boolean; id?: string }) => {
  const id = props.id ?? `field-${props.name}${props.value === undefined ? '' : `-${props.value}`}`
  return (
    <div class="check">
      <input type="checkbox" id={id} name={props.name} value={props.value ?? 'yes'} checked={props.checked} />
      <label for={id}>{props.label}</label>
    </div>
  )
}
