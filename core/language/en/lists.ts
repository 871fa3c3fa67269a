import type { ListRequest } from '../grammar.ts'

const THINGS =
  '(?:to-?do list|task list|tasks?|to-?dos?|reminders|things to do|agenda|list|schedule|deadlines|items|plate)'
const ASK =
  "(?:(?:(?:can|could) you )?(?:please )?(?:show|list|give|see|view|get|display|check|tell|send|open)(?: me)?|what(?:'s| is| are|s)|which|do i have|have i|are there|is there|any|how many|i want to see) "
const OWN = '(?:(?:all|the|my|our|any|of|open|in|on|some|other|is|are|what) )*'
const BEFORE =
  '(?:(?<before>overdue|late|pending|open|completed|finished|done|outstanding|remaining|upcoming|active|past due) )?'
const STATE =
  "(?: (?:(?:that|are|is|were|i|have|i've|still) )*(?<state>overdue|late|pending|open|completed|finished|done|outstanding|due|remaining|past due))?"
const VERBS = '(?: (?:do i have|i have|are there|to do|left|due|scheduled|coming up))*'
const BY_THING = new RegExp(`^(?:${ASK})?${OWN}${BEFORE}${OWN}${THINGS}${STATE}${VERBS}(?<rest>(?: .*)?)$`, 'u')

const QUESTION =
  "(?:what(?:'s| is|s)?(?: (?:on|up|due|next|left|coming up|planned|scheduled|pending|happening|my|the|plate|agenda|list|calendar))+|what (?:do i|have i|should i|must i|am i|tasks|are|did i|else)(?: (?:have|need|got|to do|do|doing|done|finish|finished|complete|completed|due|left|on|my plate|to|scheduled|planned|i|get done))*|do i have (?:anything|something)(?: (?:due|to do|on|planned|scheduled))*|anything(?: (?:due|on|to do|planned|scheduled|for me))*|is there anything(?: (?:due|on|to do))*)"
const BY_QUESTION = new RegExp(`^${QUESTION}(?: (?<state>overdue|late))?(?<rest>(?: .*)?)$`, 'u')
const BY_STATE =
  /^(?:(?:(?:show|list|tell)(?: me)? )?what(?:'s| is|s) |(?:show|list)(?: me)? (?:the |my )?(?:ones )?)?(?<state>overdue|late|pending|past due|completed)(?<rest>)$/u
const DID = /^what (?:did|have) i (?:do|done|finish|finished|complete|completed|get done)/

const WEEK =
  /^ ?(?:(?:for|due|in|on|over|during) )?(?:(?:this|the|next|my) )?(?:(?:coming )?week|(?:next )?(?:7|seven) days|next few days)$/u

/** What a message asks to see; `rest` must still turn out to be a date or nothing. */
export const listRequest = (message: string): ListRequest | null => {
  const words = message.replace(/[ ?!.]+$/, '')
  const own =
    /^(?:what are |show (?:me )?|list )?(?:my )?(?<day>today|tomorrow)'?s (?:tasks|to-?dos|agenda|schedule|list|reminders)$/.exec(
      words,
    )
  if (own !== null) return { rest: own.groups?.day ?? '', due: null, completed: false }
  if (/^(?:list|(?:list|show)(?: me)? (?:all|everything))$/.test(words))
    return { rest: '', due: null, completed: false }
  const match = BY_STATE.exec(words) ?? BY_THING.exec(words) ?? BY_QUESTION.exec(words)
  if (match === null) return null
  const { before, state = before, rest = '' } = match.groups ?? {}
  const completed = /^(?:completed|finished|done)/.test(state ?? '') || DID.test(words)
  if (WEEK.test(rest)) return { rest: '', due: 'week', completed }
  return { rest, due: /^(?:overdue|late|past due)/.test(state ?? '') ? 'overdue' : null, completed }
}
