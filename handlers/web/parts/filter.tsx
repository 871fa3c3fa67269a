import type { Child } from 'hono/jsx'
import { Button } from './form.tsx'

/** Narrows a list by its address: a form that changes nothing. `keep` is what its fields do not say. */
export const Filter = (props: {
  action: string
  label: string
  button: string
  keep?: Readonly<Record<string, string | null>>
  children: Child
}) => (
  <form method="get" action={props.action} class="filter" aria-label={props.label}>
    {Object.entries(props.keep ?? {}).map(([name, value]) =>
      value === null ? null : <input type="hidden" name={name} value={value} />,
    )}
    {props.children}
    <div>
      <Button>{props.button}</Button>
    </div>
  </form>
)
