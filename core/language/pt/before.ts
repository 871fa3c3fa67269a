import { comingWeekday, dayAndMonth, dayOfMonth, type FindDay } from '../days.ts'
import { type DayMeaning, type Groups, noDay, type Role, type Rule, rule } from '../rule.ts'

const DUE =
  '(?:(?:com |o )?(?:prazo|vencimento|deadline)(?: final| maximo| limite)?(?: e)?:? |(?:data limite|data de entrega):? |(?:que )?venc(?:e|em|endo) |(?:comecando|iniciando|comeca|a comecar|com inicio|inicio|valendo) )'
const END_OF = '(?:(?:ate )?(?:o |n?o )?(?:fim|final) do dia (?:de )?)'
const TOWARDS = '(?:(?:a partir|antes|depois) d[eoa] |(?:la )?(?:ate|pra|para|pro|por|em|desde|de) |p/ ?|p )'
const THIS = '(?:(?:n|d|pr|pel|n?est|n?ess|dest|dess|aquel)[eoa]|ao) '

/** What may come before a day, and belongs to it. */
export const BEFORE = `(?<before>${DUE}?${END_OF}?(?:${TOWARDS}(?:[oa] |${THIS})?|${THIS})?)`

const roleOf = (before: string): Role => {
  if (/a partir|desde|comec|inici|valendo|depois/.test(before)) return 'from'
  if (/ate|antes|prazo|vencimento|venc|deadline|data/.test(before)) return 'until'
  return /(?:^| )d(?:[eoa]|est[ea]|ess[ea]) $/.test(before) ? 'of' : 'on'
}

type Found = Omit<DayMeaning, 'kind' | 'role'>

/** `read` answers null for what has the shape of a day and is none (31/02): it stays text, whole. */
export const dayRule = (source: string, read: (groups: Groups) => Found | null): Rule =>
  rule(`${BEFORE}(?:${source})`, (groups) => {
    const found = read(groups)
    const role = roleOf(groups.before ?? '')
    return found === null ? noDay(role) : { kind: 'day', role, ...found }
  })

export const onDate = (day: number, month: number, year?: number): Found | null =>
  month < 1 || month > 12 || day < 1 || day > 31
    ? null
    : { find: dayAndMonth(day, month, year), by: { byMonth: [month], byMonthDay: [day] } }

export const onDayOfMonth = (day: number): Found | null =>
  day < 1 || day > 31 ? null : { find: dayOfMonth(day), by: { byMonthDay: [day] } }

export const onWeekday = (weekday: number, find: FindDay = comingWeekday(weekday)): Found => ({
  find,
  weekday,
  by: { byDay: [weekday] },
})
