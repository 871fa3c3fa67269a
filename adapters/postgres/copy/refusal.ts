/** Why a copy is not taken. Whoever asked for it says it in words. */
export type CopyRefusalReason =
  /** The target holds something. */
  | 'not-empty'
  /** A newer SparkOne made it. */
  | 'newer'
  /** It has what this SparkOne does not know, or lacks what it needs: `subject` names the table. */
  | 'unknown-table'
  /** The rows of the table `subject` are not those that were read. */
  | 'differs'

export class CopyRefusal extends Error {
  override readonly name = 'CopyRefusal'
  readonly reason: CopyRefusalReason
  readonly subject: string
  constructor(reason: CopyRefusalReason, subject = '', options: ErrorOptions = {}) {
    super(`${reason} ${subject}`.trim(), options)
    this.reason = reason
    this.subject = subject
  }
}
