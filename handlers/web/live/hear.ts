import type { Actor } from '../../../core/kernel/actor.ts'
import type { Change, Topic } from '../../../core/kernel/changes.ts'

/** What members have screens of. */
const OF_MEMBERS: ReadonlySet<Topic> = new Set<Topic>(['tasks', 'notifications', 'messages', 'briefs', 'people'])

/** Operators hear of everything; a member of what concerns them, on topics that have a screen of theirs. */
export const mayHear = ({ role, personId }: Pick<Actor, 'role' | 'personId'>, { topic, people }: Change): boolean =>
  role === 'operator' || (OF_MEMBERS.has(topic) && (people === null || people.includes(personId)))
