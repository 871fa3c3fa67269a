import { readText, type Understanding } from '../../language/index.ts'
import { TEXT_MAX } from './question.ts'

/** Words of somebody who speaks of a task there is, rather than of one to keep. */
const DEALS_WITH_ONE =
  /\b(?:ja|acabei|terminei|conclui|finalizei|entreguei|resolvi|fiz|feit[ao]|pronto|cancel\w*|desmarc\w*|remarc\w*|adi(?:a|e|ar|ou|ei)|pass[ae]|mud[ae]|mudar|transfere|joga|empurra|esquec[ae]|apag\w*|exclu\w*|remov\w*|tira|done|did|finished|completed|already|cancel\w*|moved?|push|postpone\w*|reschedul\w*|delay\w*|forget|delete|remove|drop)\b/

/** "comprar leite": what begins with an infinitive is something to do. */
const TO_DO = /^[a-z]{2,}[aei]r(?:-[a-z]{2,3})? /

/** "pode me lembrar de …?": a question in its manners alone. */
const ASKED_POLITELY = /\b(?:lembr|anot|avis|agend|remind|note (?:that|down)|add )/

/**
 * Whether the grammar only guessed that a text is a task. What it found a word of its own in, such as a date or a way
 * of asking, it knows, unless the text reads like a question or like news of a task there is.
 */
export const isUnsure = ({ intent, title, text, dueDate, rrule, priority }: Understanding): boolean => {
  if (intent !== 'create_task') return false
  const { clean, folded } = readText(text)
  if (clean === '' || [...clean].length > TEXT_MAX) return false
  const isBare = title === clean && dueDate === null && rrule === null && priority === null
  const isQuestion = clean.endsWith('?') && !ASKED_POLITELY.test(folded)
  return (isBare && !TO_DO.test(folded)) || isQuestion || DEALS_WITH_ONE.test(folded)
}
