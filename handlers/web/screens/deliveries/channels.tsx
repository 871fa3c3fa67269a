import type { Pause } from '../../../../core/notify/index.ts'
import { CHANNEL_NAMES, type ChannelName, type Person } from '../../../../core/people/index.ts'
import { Act, Icon, Notice, Section } from '../../parts/index.ts'
import { CHANNEL_ICON } from '../../parts/tones.ts'
import { personOf } from '../../visit/people-seen.ts'
import type { Visit } from '../../visit/visit.ts'
import { deliveryWordsIn } from '../../words/delivery.ts'
import { formatsOf } from '../../words/format.ts'
import { deliveriesWordsIn } from './words.ts'

export type Pausable = Pause['channel']
export const PAUSABLE: readonly Pausable[] = [...CHANNEL_NAMES, 'all']

interface Shown {
  readonly visit: Visit
  readonly csrf: string
  readonly people: readonly Person[]
  readonly pauses: readonly Pause[]
}

export const channelName = (channel: Pausable, visit: Visit): string =>
  channel === 'all' ? deliveriesWordsIn(visit.locale).allChannels : deliveryWordsIn(visit.locale).channel[channel]

/** What stands still, before everything else on the page. Members are told that, not by whom. */
export const Paused = ({ visit, csrf, people, pauses }: Shown) => {
  const words = deliveriesWordsIn(visit.locale)
  return (
    <>
      {pauses.map((pause) => (
        <Notice tone="warn" action={visit.isOperator ? <Resume pause={pause} visit={visit} csrf={csrf} /> : undefined}>
          <p>
            <strong>{words.banner(channelName(pause.channel, visit))}</strong>
          </p>
          <p class="small">
            {words.bannerSince(...sinceOf(pause, visit, people))} {words.bannerWhat}
          </p>
        </Notice>
      ))}
    </>
  )
}

/** Each channel, and how to make it stand still or go on. */
export const Channels = (props: Shown & { configured: readonly ChannelName[] }) => {
  const { visit, csrf, people, pauses, configured } = props
  const words = deliveriesWordsIn(visit.locale)
  return (
    <Section title={words.channels} id="channels">
      <p class="muted">{words.channelsIntro}</p>
      <ul class="rows">
        {PAUSABLE.map((channel) => {
          const pause = pauses.find((one) => one.channel === channel)
          const isThere = channel === 'all' || configured.includes(channel)
          return (
            <li id={`channel-${channel}`}>
              <Icon name={channel === 'all' ? 'send' : CHANNEL_ICON[channel]} />
              <div class="grow">
                <span>{channelName(channel, visit)}</span>
                <span class="small muted">
                  {pause !== undefined
                    ? words.pausedSince(...sinceOf(pause, visit, people))
                    : isThere
                      ? words.sends
                      : words.notConfigured}
                </span>
              </div>
              {pause !== undefined ? (
                <Resume pause={pause} visit={visit} csrf={csrf} />
              ) : !isThere ? null : (
                <Act
                  action="/web/deliveries/pause"
                  csrf={csrf}
                  fields={{ channel }}
                  label={words.pauseThis(channelName(channel, visit))}
                >
                  <Icon name="pause" />
                  {words.pause}
                </Act>
              )}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

const Resume = ({ pause, visit, csrf }: { pause: Pause; visit: Visit; csrf: string }) => {
  const words = deliveriesWordsIn(visit.locale)
  return (
    <Act
      action="/web/deliveries/resume"
      csrf={csrf}
      fields={{ channel: pause.channel }}
      label={words.resumeThis(channelName(pause.channel, visit))}
    >
      <Icon name="play" />
      {words.resume}
    </Act>
  )
}

/** Since when, and who did it, as far as the visitor may see them. */
const sinceOf = (pause: Pause, visit: Visit, people: readonly Person[]): readonly [string, string | null] => {
  const who = personOf(people, pause.byPersonId)?.name ?? null
  return [formatsOf(visit.locale, visit.zone).dateTime(pause.since), who]
}
