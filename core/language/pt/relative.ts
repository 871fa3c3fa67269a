import { addBusinessDays, comingWeekday, nextMonday } from '../calendar.ts'
import type { Rule, SaidDate } from '../rules.ts'
import { rule } from '../rules.ts'
import { NUMBER, numberOf } from './numbers.ts'
import { LONG_WEEKDAY, ORDINAL_NOUN, PRE, SHORT_WEEKDAY, WEEKDAY, weekdayOf } from './words.ts'

const IN = '(?:(?:para |pra )?daqui(?: a| ha)?|em(?: ate)?|dentro de|d?aqui a|n[oa]s proxim[oa]s)(?: uns| umas| mais)? '

const durations = (IN: string): readonly Rule<SaidDate>[] => [
  rule(
    `${IN}(?<n>${NUMBER}|meia) ?(?:(?<h>h|hs|hr|hrs|horas?)(?: ?(?:e )?(?:(?<half>meia)|(?<m>${NUMBER})(?: ?m| ?min| ?minutos?)?))?|(?<min>m|min|mins|minutos?|minutinhos))`,
    (at, { later }) => {
      const isHalf = at.part('n') === 'meia'
      if (isHalf && at.part('h') === '') return null
      const count = isHalf ? 0.5 : numberOf(at.part('n'))
      const extra = at.part('half') !== '' ? 30 : at.part('m') === '' ? 0 : numberOf(at.part('m'))
      return later(at.part('min') === '' ? count * 60 + extra : count)
    },
  ),
  rule(
    `${IN}(?<n>${NUMBER}) (?:(?<w>dias? (?:uteis|util))|(?<u>dia|semana|quinzena|mes|ano)(?:s|es)?)(?<half> e mei[ao])?`,
    (at, { today }) => {
      const count = numberOf(at.part('n'))
      if (at.part('w') !== '') return { date: addBusinessDays(today, count) }
      const half = at.part('half') !== ''
      const unit = at.part('u')
      if (unit === 'dia') return half ? null : { date: today.add({ days: count }) }
      if (unit === 'semana') return { date: today.add({ days: count * 7 + (half ? 3 : 0) }), low: half }
      if (unit === 'quinzena') return { date: today.add({ days: count * 15 }) }
      if (unit === 'mes') return { date: today.add({ months: count, days: half ? 15 : 0 }), low: half }
      return count > 100 ? null : { date: today.add({ years: count, months: half ? 6 : 0 }) }
    },
  ),
]

const NEXT_WEEK = '(?: d[ae] (?:semana que vem|proxima semana|outra semana|semana seguinte))'
const AFTER_WEEKDAY = `(?:(?<nextweek>${NEXT_WEEK})|(?<next> que vem| proxim[ao]| seguinte)|(?<gone> passad[ao]| retrasad[ao])| agora| desta semana| dessa semana| sem falta)?`
const NEXT_BEFORE = '(?:(?<coming>proxim[ao]|prox\\.?) )?'

const weekdays: readonly Rule<SaidDate>[] = [
  rule(`${PRE}${NEXT_BEFORE}(?<w>${LONG_WEEKDAY}|(?<short>${SHORT_WEEKDAY}))${AFTER_WEEKDAY}`, (at, { today }) => {
    const name = at.part('w')
    if (at.part('gone') !== '' || at.after.startsWith('-feira')) return null
    const isAlone = at.text === name
    if (!/feira|sabado|domingo/.test(name) && ORDINAL_NOUN.test(at.after)) return null
    const ends = /^(?:$| ?[,;.!?)]| (?:as|a|ao|de|pela) |\ue000| ?\d{1,2}(?:h|:))/.test(at.after)
    if (at.part('short') !== '') {
      if (isAlone && !ends && !/\ue000 ?$/.test(at.before)) return null
      if (/ ter$/.test(` ${at.text}`) && !/^(?:na|ate|proxim|nessa|nesta)/.test(at.text) && !ends) return null
    }
    const weekday = weekdayOf(name)
    const until = { until: at.part('until') === 'ate' }
    if (at.part('nextweek') !== '') return { date: nextMonday(today).add({ days: weekday - 1 }), ...until }
    const date = comingWeekday(today, weekday)
    const isNext = at.part('next') !== '' || at.part('coming') !== ''
    const mayBeToday = !isNext && weekday === today.dayOfWeek
    return { date, each: { weekday }, ...until, ...(mayBeToday ? { ifAhead: today } : {}) }
  }),
]

const SURE = '(?: mesmo| sem falta| ainda)?'

const near: readonly Rule<SaidDate>[] = [
  rule(`${PRE}depois d[ea] (?:amanha|amanhan|amnh)${SURE}`, (at, { today }) => ({
    date: today.add({ days: 2 }),
    until: at.part('until') === 'ate',
  })),
  rule(
    `${PRE}(?:ainda )?(?:(?<today>hoje|hj)|(?:amanha|amanhan|amnh|amnha|amh))${SURE}(?:,? \\(?(?<wd>${WEEKDAY})\\)?)?`,
    (at, { today }) => {
      const date = at.part('today') === '' ? today.add({ days: 1 }) : today
      const weekday = at.part('wd')
      return { date, low: weekday !== '' && weekdayOf(weekday) !== date.dayOfWeek, until: at.part('until') === 'ate' }
    },
  ),
]

const weeks: readonly Rule<SaidDate>[] = [
  rule(`${PRE}(?:proximo )?(?:(?:fim|final) de semana|fds|findi|finde)(?: que vem| proximo)?`, (at, { today }) => ({
    date: today.dayOfWeek === 6 ? today : comingWeekday(today, 6),
    until: at.part('until') === 'ate',
  })),
  rule(
    `${PRE}(?:(?:comeco|inicio) d[ae] )?(?:semana que vem|proxima semana|outra semana|semana seguinte)`,
    (at, { today }) => ({
      date: nextMonday(today),
      until: at.part('until') === 'ate',
    }),
  ),
  rule(`${PRE}(?:fim|final) da semana`, (at, { today }) => ({
    date: today.dayOfWeek === 5 ? today : comingWeekday(today, 5),
    low: true,
    until: at.part('until') === 'ate',
  })),
  rule(`${PRE}(?:fim|final) do dia`, (_at, { today }) => ({ date: today })),
]

export const relativeDates = [...durations(IN), ...near, ...weeks, ...weekdays]
/** "adiar 4 por uma semana", "mais 2 dias": only a reschedule means them from now. */
export const shifts = durations('(?:(?:em|por|por mais|mais|para|pra)(?: uns| umas| mais)? )?')
