import type { Child } from 'hono/jsx'
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
  topics: readonly string[]
  /** Where the stream of changes starts. */
  since: string | null
  flash: Flash | null
  csrf: string
  children: Child
}) => {
  const { visit, place, here, topics, since, flash, csrf } = props
  const words = wordsIn(visit.locale)
  const places = placesFor(visit.isOperator)
  const trigger = [...topics.map((topic) => `${topic} from:body throttle:2s`), 'ended from:body'].join(', ')
  return (
    <body>
      <a class="skip" href="#main">
        {words.skip}
      </a>
      {since === null ? null : (
        <div
          id="live"
          hidden
          hx-sse:connect={`/web/live?since=${encodeURIComponent(since)}`}
          hx-trigger="load, every 60s"
          hx-swap="none"
          hx-sync="drop"
          hx-sse:close="ended"
        />
      )}
      <div class="house" id="house" hx-boost:inherited="target:'#house' select:'#house' swap:outerMorph">
        <header class="top">
          <a class="brand" href="/web" aria-label={words.home}>
            <Icon name="spark" size={24} />
            <span>SparkOne</span>
          </a>
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
        <main
          class="page"
          id="main"
          tabindex={-1}
          hx-get={here ?? undefined}
          hx-trigger={here === null ? undefined : trigger}
          hx-select="#main"
          hx-target="this"
          hx-swap="outerMorph"
        >
          <Said flash={flash} csrf={csrf} words={words} />
          {props.children}
        </main>
      </div>
    </body>
  )
}
