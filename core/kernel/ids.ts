/** Identifiers and secrets, injected so that tests can foresee them and every runtime can offer its own. */
export interface Ids {
  /** A new random UUID, lower case. */
  uuid(): string
  /** A new secret: at least 256 random bits, URL-safe, without a prefix. */
  secret(): string
  /** SHA-256 of the UTF-8 text as 64 lower-case hex digits. Same text, same digest, for ever. */
  digest(text: string): Promise<string>
}
