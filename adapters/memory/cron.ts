const MINUTE_MS = 60_000
const FIELDS = [
  (at: Date) => at.getUTCMinutes(),
  (at: Date) => at.getUTCHours(),
  (at: Date) => at.getUTCDate(),
  (at: Date) => at.getUTCMonth() + 1,
  (at: Date) => at.getUTCDay(),
]

/** Whether a minute in `(after, until]`, in UTC, matches five fields of `*`, `*\/n`, numbers or lists of numbers. */
export const ticksWithin = (cron: string, after: Date, until: Date): boolean => {
  const fields = cron.split(' ')
  const last = Math.floor(until.getTime() / MINUTE_MS) * MINUTE_MS
  for (let minute = last; minute > after.getTime(); minute -= MINUTE_MS) {
    const at = new Date(minute)
    if (FIELDS.every((valueAt, index) => matches(fields[index] ?? '*', valueAt(at)))) return true
  }
  return false
}

const matches = (field: string, value: number): boolean => {
  if (field === '*') return true
  if (field.startsWith('*/')) return value % Number(field.slice(2)) === 0
  return field.split(',').map(Number).includes(value)
}
