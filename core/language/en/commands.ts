import { commandsOf, numbersIn } from '../command-table.ts'
import { courtesyOf } from './courtesies.ts'
import { listRequest } from './lists.ts'

const THING = '(?:task|item|reminder|todo|to-do)'
const NAMED = `(?:the )?(?:${THING}s? )?(?:numbers? |num |nos?\\.? )?`
const NUMBER = '(?:# ?)?\\d{1,9}'
// "postpone 4, 2 days", "move 4, 12/5": when, and no second task.
const NOT_WHEN = '(?! ?(?:days?|weeks?|months?|hours?|h|mins?|minutes?|years?|[ap]\\.?m)(?![a-z]))(?![\\d/:])'
const LISTED = `(?:(?: ?[,;+&] ?(?:and )?| and (?:also )?)${NAMED}${NUMBER}${NOT_WHEN}){0,19}`
const REF = `${NAMED}(?<ref>${NUMBER}${LISTED})`
/** Where nothing but numbers can follow: "done 3 4 7", "done 3 to 7". */
const REFS = `${NAMED}(?<ref>${NUMBER}(?:(?: ?[,;+&] ?(?:and )?| and (?:also )?| ?- ?| (?:to|through) | (?!(?:and|to|through) ))${NAMED}${NUMBER}){0,19})`
const RANGE = /^ ?(?:-|to|through) ?(?:# ?)?$/
const LEAD =
  "(?:(?:please|i|i've|ive|i'm|im|i am|we're|all|i have|just|can you|could you|ok|already|have|pls|let's|so|now|we)[ ,]{1,2}){0,4}"
const STATE = '(?:done|complete|completed|finished|ready|closed|ok|okay|resolved|checked)'
const CHECK = '(?:✅|✔️?|☑️?|👍|✓)'
const DONE =
  '(?:complet(?:e|ed)|finish(?:ed)?(?: with)?|clos(?:e|ed)|check(?:ed)?(?: off)?|tick(?:ed)?(?: off)?|did|do|resolv(?:e|ed)|cross(?:ed)? off|done(?: with)?|knocked out|wrapped up|wrap up)'
const CANCEL =
  '(?:cancel(?:l?ed)?|delet(?:e|ed)|remov(?:e|ed)|drop(?:ped)?|trash|discard|scrap|kill|forget|get rid of|never ?mind)'
const MOVE_SURE =
  '(?:reschedul(?:e|ed)|postpon(?:e|ed)|snooz(?:e|ed)|mov(?:e|ed)|push(?:ed)?(?: back)?|delay(?:ed)?|defer(?:red)?|shift(?:ed)?|bump(?:ed)?|put off|bring forward|change)'
const MOVE = '(?:set|make|put|do|schedule)'
const DATE_OF = '(?: the (?:date|deadline|due date|time) (?:of|for))?'
const END = '[ .!?]*$'
const whole = (source: string): RegExp => new RegExp(`^(?:${source})${END}`, 'u')

const COMPLETE = [
  whole(`${LEAD}(?:${DONE}|${STATE}|${CHECK}) ?[:,!-]? ?${REFS}(?: (?:as )?${STATE}| ${CHECK}| now)?`),
  whole(
    `${LEAD}(?:mark(?:ed)?|set|tick|check) ${REFS}(?: off)? (?:as )?${STATE}|${LEAD}(?:check|tick|cross) (?:task )?#?(?<other>\\d{1,9}) off`,
  ),
  whole(`${REFS} ?[:,-]?(?: (?:is|was|now|are|already)){0,3} ?(?:${STATE}(?: ${CHECK})?|${CHECK})`),
]
const COMPLETE_WHICH = whole(
  `${LEAD}(?:complete|finish|finished|done|${CHECK}|mark as done|completed)(?: (?:a|the|this|that|my|it))?(?: task)?`,
)
const CANCELS = [
  whole(`${LEAD}${CANCEL} ?[:,!-]? ?${REFS}`),
  whole(`${REFS}(?: is| was| are| were)? (?:cancell?ed|deleted|off)`),
]
const CANCEL_WHICH = whole(`${LEAD}(?:cancel|delete|remove)(?: (?:a|the|this|that|my|it))?(?: task)?`)
const SWAPS = [
  whole(`${LEAD}(?:swap|switch)(?: ${REFS}| (?:it|them|both|all))?`),
  whole(`${LEAD}(?:take|keep|use|have) the others?(?: ones?| values?| versions?)?(?: (?:of |for )?${REFS})?`),
]
const MOVES: readonly (readonly [RegExp, boolean])[] = [
  [
    new RegExp(
      `^${LEAD}${MOVE_SURE}${DATE_OF} ?[:,!-]? ?${REF}(?: back| out| forward| up)?(?: ?[,:;])?(?<rest>(?: .*)?)$`,
      'u',
    ),
    true,
  ],
  [new RegExp(`^${LEAD}${MOVE}${DATE_OF} ?${REF}(?<rest> .*)$`, 'u'), false],
  [new RegExp(`^${REF}(?<rest> (?:to|->|→|=>) ?.*)$`, 'u'), false],
]
const MOVE_WHICH = whole(`${LEAD}(?:reschedule|postpone|snooze)(?: (?:a|the|this|that|my|it))?(?: task)?`)

const UNDO = whole(
  '(?:(?:oops|ops|no|wait|sorry|my bad|whoops)[,!. ]{1,2})?(?:please )?undo(?: (?:that|it|this|last|the last(?: one| action| change| thing| command| step)?))?|revert(?: that| it)?',
)
const BRIEF = whole(
  "(?:(?:give|send|show|get)(?: me)? )?(?:(?:my|the|a|today's|todays) )*(?:(?:daily|morning|evening|weekly|day) )?(?:brief|briefing|summary|digest)(?: (?:of (?:the|my) day|for today|today|of today|now|please))?|brief me",
)
const HELP = whole(
  'help(?: me(?: out)?)?|\\?+|menu|(?:list |show )?(?:the )?commands?|what (?:can|do) (?:you|u) do|what can i (?:do|say|ask)(?: here)?|how (?:does (?:this|it) work|do (?:you|u) work|do i use (?:this|you|it)|to use(?: this)?)|who are you|instructions',
)
const PAUSE = whole('(?:stop|pause)(?: (?:everything|all))?')
const RESUME = whole('(?:resume|unpause|continue|restart)(?: (?:everything|all))?')

export const commands = commandsOf({
  undo: UNDO,
  brief: BRIEF,
  help: HELP,
  pause: PAUSE,
  resume: RESUME,
  complete: COMPLETE,
  cancel: CANCELS,
  swap: SWAPS,
  moves: MOVES,
  which: { complete: COMPLETE_WHICH, cancel: CANCEL_WHICH, move: MOVE_WHICH },
  refsOf: ({ ref, other }) => numbersIn(ref ?? other ?? '', RANGE),
  courtesyOf,
  listRequest,
})

/** "postpone 4 by 2 days", "snooze 4 an hour": counted from now. */
export const shift = (rest: string): string => {
  const words = rest
    .trim()
    .replace(/^(?:->|→|=>) ?/, '')
    .replace(/^to (?=(?:every|each) )/, '')
  return /^(?:by|for|in|another| )*(?:\d{1,3}|an?|[a-z]+) (?:days?|weeks?|months?|hours?|minutes?|mins?|(?:business|working) days?)[ .!]*$/.test(
    words,
  )
    ? words.replace(/^(?:by |for |in |another )*/, 'in ')
    : words
}
