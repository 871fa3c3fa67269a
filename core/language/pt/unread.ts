import { noDay, type Rule, rule } from '../rule.ts'
import { LONG_MONTH, NTH_WORD, NUMBER, PLAIN_MONTH, WEEKDAY } from './words.ts'

const said = (source: string): Rule => rule(source, () => noDay('on'))

/** "o relatório de ontem", "o plano do próximo semestre": of a thing, not of the doing. */
const NOT_OF = '(?<!(?:^| )(?:d[aeo]|d[ao]s|sobre) )'
const IN = '(?:em|ate|a partir de|desde|depois de|antes de|apos|durante|la por)'
const VAGUE = '(?:(?:o |n?o )?(?:comeco|inicio|meio|meados|fim|fins|final) d[eo] |(?:o )?mes de )?'
const YEAR = '(?:(?: de | |/)20\\d\\d)?'
// "até 2000 reais" counts.
const STOP = '(?= ?(?:$|[,.;:!?)-])| (?:as |ao |a |de |pela |por |com |\\d))'

const HOLIDAY = [
  '(?:vespera de )?(?:natal|ano novo)|reveillon|carnaval|pascoa|corpus christi|finados|tiradentes|sao joao',
  'dia d[aeo]s? (?:maes|pais|criancas|namorados|natal|trabalho|trabalhador|professor(?:es)?|mulher|finados)',
  'feriad(?:o|ao)|ferias|verao|inverno|outono|primavera',
].join('|')

const ON = '(?:(?:n?[ao]s?|ate [ao]|para [ao]|pr[ao]) )?'
const STRETCH = 'semana|quinzena|metade|semestre|trimestre|bimestre'
const ANY_YEAR = '(?:proximo )?(?:mes|ano)(?: que vem)?|20\\d\\d'
const COMING = 'semestre|trimestre|bimestre|quinzena|decada|verao|inverno|outono|primavera|feriado|temporada'

/** Words that say when, of which no day can be told for certain. */
export const unread: readonly Rule[] = [
  said(`${IN} ${VAGUE}${PLAIN_MONTH}${YEAR}`),
  // "ligar para Marco" is a call: without its cedilla that month is a name.
  said(`(?:para|pra) ${VAGUE}(?!marco)${LONG_MONTH}${YEAR}`),
  said(
    `${NOT_OF}(?:n?o )?(?:mes|comeco|inicio|meio|meados|fim|fins|final) de (?:${LONG_MONTH}${YEAR}|20\\d\\d${STOP})`,
  ),
  said(`(?:${IN}|para|pra) ${VAGUE}20\\d\\d${STOP}`),
  said(`(?:${IN}|para|pra) (?:0?[1-9]|1[0-2])/20\\d\\d`),
  said('(?:(?:n?o )?dia|ate(?: o)?(?: dia)?) \\d{1,2}[.-](?:0?[1-9]|1[0-2])(?![.,:/-]?\\d)(?! ?%)'),
  said(
    `${NOT_OF}${ON}${NTH_WORD} (?:${STRETCH}|(?:fim|final) de semana) d[eo] (?:${LONG_MONTH}${YEAR}|${ANY_YEAR})${STOP}`,
  ),
  said(`${NOT_OF}${ON}(?:${COMING}) (?:(?:que|q) vem|seguinte)`),
  said(`${NOT_OF}${ON}proxim(?:[ao] (?:${COMING})|[ao]s (?:dias|semanas|meses|anos|feriados))`),
  said(`(?:daqui (?:a |ha )?|dentro de |em )${NUMBER} (?:semestres?|trimestres?|bimestres?|decadas?)`),
  said(`${NOT_OF}(?:antes de )?(?:ontem|anteontem)`),
  said(`${NOT_OF}(?:n?[ao] )?(?:semana|mes|ano|${WEEKDAY}) (?:passad|retrasad)[ao]`),
  said(`(?:n[ao]s?|ate [ao]s?|(?:antes|depois) d[ao]s?|apos [ao]s?) (?:${HOLIDAY})${STOP}`),
  said(`(?<=^)(?:${HOLIDAY}|${LONG_MONTH})(?=,? (?:as|ao) )`),
]
