import { NOT_OF_VERB } from './words.ts'

const at = (source: string): RegExp => new RegExp(`^(?:${source})`, 'u')
const CONNECT = '(?: (?:to|that|about|of)(?= )| ?[:,-])*'
const asked = (source: string): RegExp => at(`(?:${source})${CONNECT}(?= |$)`)

const GREETING = '(?:hi+|hello|hey+|yo|good (?:morning|afternoon|evening))(?: (?:there|sparkone|spark|team|all))?'
const COURTESY = "(?:thanks(?: a lot)?|thank you|ok|okay|great|perfect|how are you|how's it going|what's up)"
const ME = '(?:(?:can|could|would|will) you |please |pls |kindly )*'
const THING = '(?:(?:an?|the|another|new|my) )*(?:task|reminder|to-?do|item|note|todo)(?: (?:called|named))?'

/** What may come before a command and changes nothing about it. */
export const opening = at(
  `(?:${GREETING} ?[,!.:;]* ?|${COURTESY} ?[,!.:;?]+ ?|@?spark(?:one)? ?[,:!]? ?|(?:please|pls|kindly)[ ,:]+)(?=[^ ])`,
)

/** How people begin in English when they ask to be reminded. Tried again and again until none is left. */
export const asking: readonly RegExp[] = [
  at(`(?:${GREETING}|${COURTESY}) ?[,!.:;?]+`),
  at('(?:now|also|and|so)(?= (?:remind|don|i need|please))'),
  at(`${GREETING}(?= (?:remind|don't|dont|remember|please|can|could|i (?:need|have|must)|add|create))`),
  at('@?spark(?:one)? ?[,:!]?'),
  at('(?:please|pls|kindly)(?: ?,)?(?= )'),
  at('(?:[-*•·–>]|\\[ ?\\]|✏️|📝|📌|⏰|🔔) ?'),
  asked(`${ME}remind (?:me|us)(?: again)?`),
  asked(`${ME}(?:don'?t|do not|never) forget(?= (?:to|that|about|the) | ?:)`),
  asked(`${ME}(?:don'?t|do not|never) let me forget`),
  asked('make sure(?= (?:to|that) )'),
  asked('to do(?= ?[:-] )'),
  asked('remember(?= (?:to|that|about) | ?:)'),
  asked(
    `${ME}(?:create|add|make|set|set up|put|open|new|schedule|write down|jot down) ${THING}(?: (?:for me|to my list))?`,
  ),
  asked(`${ME}(?:make a note|take a note|note to self|note down)(?: of)?`),
  asked('(?:task|reminder|to-?do|todo|note)s?(?= ?[:-] )'),
  asked('reminder(?= (?:to|about|that) )'),
  at('to-?do(?= )(?! (?:o|a|os|as|mundo|dia|dias|mes|ano|santo|list|lists|app|item|items|mvc|is|for)(?: |$))'),
  at("(?:i|we) (?:really )?(?:need to|have to|must|gotta|got to|should|'ve got to|want you to remind me to)(?= )"),
  at("i'?(?:ve| have) (?:got )?to(?= )"),
  at('(?:need to|gotta)(?= )'),
  at(`${ME}schedule(?: (?:in|for me))? ?:?(?= )(?! (?:with|for|of|is|by|a call with) )`),
]

export const closing = /(?:[ ,.;!]{1,3}(?:please|pls|thanks|thank you|thx|ty|ok|cheers)){1,3}[ .!]{0,3}$/
export const dangling = new RegExp(
  `(?:^|[ ,;:(–-])(?:by|on|at|due|for|the|${NOT_OF_VERB}in|until|till|before|from|and|to|of|with|is|is due|starting|every|around|@)$`,
  'u',
)
export const leftover = /^,? ?at the latest(?=$|[ ,.;:!?)])/
export const joining = /^(?:to|that|about|of|:)(?= )/

/** What is asked stands between these words. */
export const around =
  /^(?:(?:please )?(?:add|put) )(?<what>.+?) (?:to|on) (?:my |the )?(?:to-?do |todo |task )?list[ .!]*$/
