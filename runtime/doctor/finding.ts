/** ok: asked and well · off: not configured, and that is fine · warning: works, and ought to be seen to · failed */
export type FindingStatus = 'ok' | 'off' | 'warning' | 'failed'

/** What one check found. */
export interface Finding {
  /** For machines: stable, English. */
  readonly check: string
  readonly status: FindingStatus
  /** For people, as `advice`: what was asked and what came of it. */
  readonly name: string
  readonly found: string
  /** What to do about it; null where there is nothing to do. */
  readonly advice: string | null
  /** Each by itself, where one check finds several; told after the advice. */
  readonly problems?: readonly string[]
}

const MARK: Readonly<Record<FindingStatus, string>> = { ok: '✓', off: '–', warning: '!', failed: '✗' }

/** A finding as a person reads it. */
export const shown = ({ status, name, found, advice, problems = [] }: Finding): string =>
  [
    `${MARK[status]} ${name}: ${found}`,
    ...(advice === null ? [] : [`    → ${advice}`]),
    ...problems.map((problem) => `      - ${problem}`),
  ].join('\n')
