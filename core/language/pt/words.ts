import type { Weekday } from '../calendar.ts'

/** Names of months, long and short. */
export const MONTH =
  '(?:janeiro|fevereiro|marco|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro|jan|fev|mar|abr|mai|jun|jul|ago|set|out|nov|dez)'
const MONTHS = ['jan', 'fev', 'mar', 'abr', 'mai', 'jun', 'jul', 'ago', 'set', 'out', 'nov', 'dez']
export const monthOf = (name: string): number => MONTHS.indexOf(name.slice(0, 3)) + 1

export const LONG_WEEKDAY =
  '(?:(?:segunda|terca|quarta|quinta|sexta|[2-6] ?[ªa°º])[- ]?feira|segunda|terca|quarta|quinta|sexta|sabado|domingo)'
export const SHORT_WEEKDAY = '(?:(?:seg|ter|qua|qui|sex|sab|dom)\\.?|[2-6]ª)'
export const WEEKDAY = `(?:${LONG_WEEKDAY}|${SHORT_WEEKDAY})`
const WEEKDAYS = ['seg', 'ter', 'qua', 'qui', 'sex', 'sab', 'dom']

export const weekdayOf = (name: string): Weekday =>
  (/^\d/.test(name) ? Number(name.charAt(0)) - 1 : WEEKDAYS.indexOf(name.slice(0, 3)) + 1) as Weekday

/** "segunda" and its like before these are ordinals. */
export const ORDINAL_NOUN =
  /^ (?:vi[ao]s?|partes?|mao|doses?|fases?|etapas?|opiniao|chances?|vez|edicao|temporada|versao|parcela|prestacao|rodada|serie|camada|tentativa|aula|unidade|guerra|leitura|lingua|geracao|divisao|colocad[oa]|lugar|posicao|demao|semana|quinzena|metade|avaliacao|prova|pagina|linha|coluna|loja|entrada|chamada|instancia|turma|reuniao|revisao|etapas|remessa|safra|da boa vista|emenda|compra|viagem|consulta|sessao|cirurgia|temporadas)(?![a-z])/

/** What may stand before a date and goes with it. */
export const PRE =
  '(?:(?<until>ate|antes d[eoa]s?)(?: [oa]s?| ess[ea]| est[ea])? |(?:(?:so|somente|apenas|ja|logo|a partir|por volta|la) )?(?:para|pra|pro|pras|pros|em|no|na|nos|nas|ness[ea]|nest[ea]|dess[ea]|dest[ea]|de|do|da)(?: [oa]s?| ess[ea]| est[ea])? |p/ ?|(?:ess[ea]|est[ea]|ja|logo) )?'
