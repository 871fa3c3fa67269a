/**
 * Alert rules in time-lapse: every duration of an expression and of `for` passes 60 times faster, so that a rule which
 * waits ten minutes fires in ten seconds. Plain numbers, such as an age in seconds, are left as they are.
 */
export const timeLapse = (rules: string, times = 60): string =>
  rules.replace(/\b(\d+)(s|m|h|d)\b/g, (_, amount: string, unit: string) => faster(Number(amount), unit, times))

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

// Never under two scrapes, without which a range holds nothing to compare.
const faster = (amount: number, unit: string, times: number): string =>
  `${Math.max(2000, Math.round((amount * (SECONDS[unit] ?? 1) * 1000) / times))}ms`
