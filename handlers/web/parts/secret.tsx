import type { Locale } from '../../../core/people/index.ts'
import { wordsIn } from '../words/index.ts'
import { control, Field } from './form.tsx'

/** Puts what the selector names on the clipboard; shows where a script can. */
export const CopyButton = ({ of, locale }: { of: string; locale: Locale }) => {
  const words = wordsIn(locale)
  return (
    <button type="button" class="button" hidden data-copy={of} data-copied={words.copied}>
      {words.copy}
    </button>
  )
}

/** A secret, to be kept now. */
export const SecretField = (props: { name: string; label: string; hint?: string; value: string; locale: Locale }) => {
  const { value, locale, ...field } = props
  return (
    <div class="secret">
      <Field field={field}>
        <input {...control(field)} class="input mono" readonly value={value} autocomplete="off" spellcheck={false} />
      </Field>
      <CopyButton of={`#field-${field.name}`} locale={locale} />
    </div>
  )
}
