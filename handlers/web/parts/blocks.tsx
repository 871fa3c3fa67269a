import type { Child } from 'hono/jsx'
import type { LocalDate } from '../../../core/kernel/time.ts'
import { Icon, type IconName } from '../layout/icons.tsx'

export type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'info' | 'accent'

const toneClass = (tone: Tone): string => (tone === 'plain' ? '' : ` tone-${tone}`)

/** The one h1 of a page, a line below it, and what can be done with the page as a whole. `back`: the list it is one of. */
export const Head = (props: {
  title: string
  intro?: Child
  back?: { readonly href: string; readonly text: string }
  children?: Child
}) => (
  <div class="page-head">
    <div class="stack tight">
      {props.back === undefined ? null : (
        <a class="go" href={props.back.href}>
          <Icon name="back" />
          {props.back.text}
        </a>
      )}
      <h1>{props.title}</h1>
      {props.intro === undefined ? null : <p>{props.intro}</p>}
    </div>
    {props.children === undefined ? null : <div class="actions">{props.children}</div>}
  </div>
)

/** A part of a page under a heading of its own. */
export const Section = (props: {
  title: string
  id: string
  count?: number | string
  actions?: Child
  children: Child
}) => (
  <section class="stack tight" aria-labelledby={props.id}>
    <div class="card-head">
      <h2 id={props.id}>
        {props.title}
        {props.count === undefined ? null : <span class="muted"> · {props.count}</span>}
      </h2>
      {props.actions}
    </div>
    {props.children}
  </section>
)

export const Card = (props: { children: Child; id?: string; tone?: Tone }) => (
  <div class={`card${toneClass(props.tone ?? 'plain')}`} id={props.id}>
    {props.children}
  </div>
)

/** A word for a state. Its colour only underlines what it says. */
export const Badge = (props: { children: Child; tone?: Tone; icon?: IconName }) => (
  <span class={`badge${toneClass(props.tone ?? 'plain')}`}>
    {props.icon === undefined ? null : <Icon name={props.icon} size={14} />}
    {props.children}
  </span>
)

/** Something to know before anything else on the page. */
export const Notice = (props: {
  tone: Exclude<Tone, 'plain'>
  children: Child
  action?: Child
  isUrgent?: boolean
}) => (
  <div class={`notice tone-${props.tone}`} role={props.isUrgent === true ? 'alert' : undefined}>
    <div>{props.children}</div>
    {props.action}
  </div>
)

/** What stands where nothing is: why, and what to do about it. */
export const Empty = (props: { icon: IconName; title: string; children?: Child; level?: 2 | 3 }) => (
  <div class="empty">
    <Icon name={props.icon} size={32} />
    {props.level === 3 ? <h3>{props.title}</h3> : <h2>{props.title}</h2>}
    {props.children}
  </div>
)

/** Ways to look at the same page. */
export const Tabs = (props: {
  label: string
  tabs: readonly {
    readonly href: string
    readonly text: string
    readonly isHere: boolean
    readonly count?: number | string
  }[]
}) => (
  <nav class="tabs" aria-label={props.label}>
    {props.tabs.map(({ href, text, isHere, count }) => (
      <a href={href} aria-current={isHere ? 'page' : undefined}>
        {text}
        {count === undefined ? null : <span class="badge">{count}</span>}
      </a>
    ))}
  </nav>
)

export type FactList = readonly (readonly [string, Child])[]

/** What is known of one thing, as pairs. */
export const Facts = (props: { facts: FactList }) => (
  <dl class="facts">
    {props.facts.map(([name, value]) => (
      <>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </>
    ))}
  </dl>
)

/** A moment, for people in `text` and for machines in UTC. A whole day is that date: its bounds depend on the zone. */
export const Moment = ({ at, text }: { at: Date | LocalDate; text: string }) => (
  <time datetime={at instanceof Date ? at.toISOString() : at}>{text}</time>
)

export const Pager = (props: { href: string | null; label: string }) =>
  props.href === null ? null : (
    <p class="pager">
      <a class="button" href={props.href}>
        {props.label}
      </a>
    </p>
  )
