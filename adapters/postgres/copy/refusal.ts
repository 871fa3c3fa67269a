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

/** An error of a closed list of reasons, and what it is about. */
export class Refusal<Reason extends string> extends Error {
  readonly reason: Reason
  readonly subject: string
  constructor(reason: Reason, subject = '', options: ErrorOptions = {}) {
    super(`${reason} ${subject}`.trim(), options)
    this.reason = reason
    this.subject = subject
  }
}

export class CopyRefusal extends Refusal<CopyRefusalReason> {
  override readonly name = 'CopyRefusal'
}
