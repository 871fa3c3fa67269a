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
