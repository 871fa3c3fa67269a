import { makeCourtesyOf } from '../courtesy.ts'

const FAREWELLS =
  '(?:good)?bye(?: bye)?|see (?:you|ya|u)(?: (?:later|soon|tomorrow|around))?|later|talk (?:to you )?(?:later|soon)|ttyl|cya|take care|good ?night|gn|have a (?:good|nice|great) (?:day|night|weekend|one|evening)|cheerio'
const THANKS =
  '(?:many )?thanks(?: (?:a lot|so much|a bunch|again|spark(?:one)?))?|thank (?:you|u)(?: (?:so much|very much|again|spark(?:one)?))?|thx|ty|tysm|cheers|much appreciated|appreciate it|ok(?:ay)?|k|kk|great|perfect|awesome|nice|cool|got it|sounds good|good|excellent|amazing|lovely|wonderful|fine|alright|all right|right|understood|sure|np|no problem|well done|good job|you rock'
const GREETINGS =
  "hi+(?: there)?|hello+(?: there)?|hey+(?: there)?|yo|good (?:morning|afternoon|evening|day)|morning|howdy|what'?s up|sup|how are (?:you|u)(?: doing)?(?: today)?|how'?s it going|how do you do|greetings|spark(?:one)?|everyone|team|all good"
const OTHER = 'yes|no|yep|nope|yeah|maybe|(?:ha){2,}|lol|test|testing|hm+|oh+|wow'

export const courtesyOf = makeCourtesyOf({
  farewell: FAREWELLS,
  thanks: THANKS,
  greeting: GREETINGS,
  other: OTHER,
})
