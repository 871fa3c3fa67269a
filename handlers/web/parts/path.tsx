import type { Timeline } from '../../../core/notify/index.ts'
import type { Locale } from '../../../core/people/index.ts'
import { deliveryWordsIn } from '../words/delivery.ts'
import { Badge } from './blocks.tsx'
import { CHANNEL_ICON, LINK_TONE } from './tones.ts'

/** The chain at a glance, of the latest round: the channels that had or await their turn, and what came of each. */
export const Path = ({ timeline, locale }: { timeline: Timeline; locale: Locale }) => {
  const { notification, links } = timeline
  const words = deliveryWordsIn(locale)
  const shown = links.filter(({ round, state }) => round === notification.round && state !== 'unused')
  return (
    <ol class="path" aria-label={words.path}>
      {shown.map(({ channel, state }) => (
        <li>
          <Badge tone={LINK_TONE[state]} icon={CHANNEL_ICON[channel]}>
            {words.channel[channel]} · {words.link[state]}
          </Badge>
        </li>
      ))}
      {shown.length > 0 ? null : (
        <li>
          <Badge icon="inbox">{words.inbox}</Badge>
        </li>
      )}
    </ol>
  )
}
