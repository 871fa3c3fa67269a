import type { Understanding } from './understanding.ts'

type Courtesy = Understanding['courtesy']

// Pictures say nothing about the kind of courtesy, but thumbs and hearts alone are thanks.
const PICTURES = /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f|\u20e3)+/gu
const THANKFUL = /👍|🙏|❤|💚|💙|🙌|👏|👌|🤝|😊|😍|🥰|😘/u
const SEPARATOR = '[ ,.!?;:)(~-]'

/** Which courtesy a folded message is when it is nothing else; undefined when it says more. */
export const makeCourtesyOf = (words: Readonly<Record<'farewell' | 'thanks' | 'greeting' | 'other', string>>) => {
  const { farewell, thanks, greeting, other } = words
  const whole = new RegExp(
    `^(?:(?:${farewell}|${thanks}|${greeting}|${other})(?:${SEPARATOR}{1,8}(?:(?:e|and|entao|mas) )?|$)){1,5}$`,
    'u',
  )
  const having = (kind: string): RegExp => new RegExp(`(?:^|${SEPARATOR})(?:${kind})(?=${SEPARATOR}|$)`, 'u')
  const kinds: readonly (readonly [RegExp, Courtesy])[] = [
    [having(farewell), 'farewell'],
    [having(thanks), 'thanks'],
    [having(greeting), 'greeting'],
  ]
  return (message: string): Courtesy | undefined => {
    // A tick is about a task.
    if (/✅|✔|☑|✓|❌/u.test(message)) return undefined
    const said = message.replace(PICTURES, ' ').replace(/ {2,}/g, ' ').trim()
    if (!/[\p{L}\p{N}]/u.test(said)) return /[?]/.test(said) ? undefined : THANKFUL.test(message) ? 'thanks' : null
    return whole.test(said) ? (kinds.find(([pattern]) => pattern.test(said))?.[1] ?? null) : undefined
  }
}
