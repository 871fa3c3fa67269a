import type { Child } from 'hono/jsx'
import type { Topic } from '../../../core/kernel/changes.ts'
import { freshOn, LiveStream } from '../live/fresh.tsx'
import { Button, Form } from '../parts/form.tsx'
import type { Flash } from '../visit/flash.ts'
import type { Visit } from '../visit/visit.ts'
import { wordsIn } from '../words/index.ts'
import { Icon } from './icons.tsx'
import { type PlaceName, placesFor } from './places.ts'
import { Said } from './said.tsx'

/** The frame of every page of somebody who is in: where one can go, and the page. */
export const House = (props: {
  visit: Visit
  place: PlaceName | 'more'
  /** The page's own address, for when what it shows has changed; null: a form's answer, which is no page of its own. */
  here: string | null
  /** What it shows: topics of live updates. */
  topics: readonly Topic[]
  flash: Flash | null
  csrf: string
  children: Child
}) => {
  const { visit, place, here, topics, flash, csrf } = props
  const words = wordsIn(visit.locale)
  const places = placesFor(visit.isOperator)
  return (
    <body>
      <a class="skip" href="#main">
        {words.skip}
      </a>
      <LiveStream since={visit.since} />
      <div class="house" id="house" hx-boost:inherited="target:'#house' select:'#house' swap:outerMorph">
        <header class="top">
          <a class="brand" href="/web" aria-label={words.home}>
            <Icon name="spark" size={24} />
            <span>SparkOne</span>
          </a>
          <Form action="/web/sign-out" csrf={csrf} class="leave">
            <Button kind="quiet" isIcon label={words.signOut}>
              <Icon name="out" />
            </Button>
          </Form>
        </header>
        <nav class="places" aria-label={words.nav}>
          <ul>
            {places.map(({ name, path, icon, isNear }) => (
              <li class={isNear ? '' : 'far'}>
                <a class="place" href={path} aria-current={name === place ? 'page' : undefined}>
                  <Icon name={icon} />
                  {words.places[name]}
                </a>
              </li>
            ))}
            <li class="more">
              <a
                class="place"
                href="/web/more"
                aria-current={
                  place === 'more' || !places.some((near) => near.isNear && near.name === place) ? 'page' : undefined
                }
              >
                <Icon name="more" />
                {words.places.more}
              </a>
            </li>
          </ul>
        </nav>
        <main class="page" id="main" tabindex={-1}>
          <Said flash={flash} csrf={csrf} words={words} />
          <p class="notice tone-bad" id="unreached" role="alert" hidden>
            {words.unreached}
          </p>
          {/* What was said stays while the page reads itself again: the change it tells of is what makes it do so. */}
          <div class="page-part" {...(here === null ? { id: 'shown' } : freshOn('shown', here, ...topics))}>
            {props.children}
          </div>
        </main>
      </div>
    </body>
  )
}
