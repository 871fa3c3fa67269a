import { DomainError } from './errors.ts'

/** Operators see and do everything; a member sees the tasks where they are creator or assignee. */
export type Role = 'operator' | 'member'

/** Who acts, always a person: taken from the key or the sender, never from content. */
export interface Actor {
  readonly personId: string
  readonly role: Role
  /** The channel the act came by, for the journal. */
  readonly channel: ChannelSource
}

export type ChannelSource = 'api' | 'whatsapp' | 'web' | 'sheets' | 'notion'

/** A query for what people have, as an actor may ask it: a member for their own only, or `forbidden` with these words. */
export const ofOwn = <Query extends { readonly personId?: string }>(
  actor: Actor,
  query: Query,
  refusal: string,
): Query => {
  if (actor.role === 'operator') return query
  const { personId = actor.personId } = query
  if (personId !== actor.personId) throw new DomainError('forbidden', refusal)
  return { ...query, personId }
}
