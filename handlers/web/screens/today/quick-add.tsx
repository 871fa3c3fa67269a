import type { Chip, Preview } from '../../../../core/capture/index.ts'
import { Button, control, Field, Form, Notice } from '../../parts/index.ts'
import type { Visit } from '../../visit/visit.ts'
import { todayWords } from './words.ts'

/** What has been typed so far, and what it comes to; both null before anything is. */
export interface Draft {
  readonly text: string
  readonly preview: Preview | null
  readonly problem?: string
}

export const NO_DRAFT: Draft = { text: '', preview: null }

// While one types the preview alone is asked for; without JavaScript a button asks for it.
const preview = {
  'hx-get': '/web/add',
  'hx-include': '#quick-text, #preview input',
  'hx-target': '#preview',
  'hx-select': '#preview',
  'hx-swap': 'outerMorph',
  // The last that was typed, and never in the way of the form itself.
  'hx-sync': '#preview:queue last',
} as const

/** The field for something new, and under it what SparkOne understands, part by part. */
export const QuickAdd = ({ draft, visit, csrf }: { draft: Draft; visit: Visit; csrf: string }) => {
  const words = todayWords(visit.locale)
  const field = { name: 'text', id: 'quick-text', label: words.quick, hint: words.quickHint, problem: draft.problem }
  return (
    <Form action="/web/add" csrf={csrf} class="card quick" id="quick" sync="queue all">
      <Field field={field}>
        <div class="quick-line" id="keys">
          <input
            {...control(field)}
            class="input"
            type="text"
            value={draft.text}
            maxlength={2000}
            autocomplete="off"
            required
            enterkeyhint="done"
            data-key="n"
            hx-trigger="input changed delay:200ms"
            {...preview}
          />
          <Button kind="primary">{words.add}</Button>
        </div>
      </Field>
      <noscript>
        <button type="submit" class="button" name="check" value="yes">
          {words.check}
        </button>
      </noscript>
      <div id="preview" class="stack tight" aria-live="polite">
        {draft.preview === null || draft.preview.title === '' ? null : (
          <Understood preview={draft.preview} visit={visit} />
        )}
      </div>
    </Form>
  )
}

const Understood = ({ preview: given, visit }: { preview: Preview; visit: Visit }) => {
  const words = todayWords(visit.locale)
  const chips = inOrder(given, [
    ...given.chips.map((chip) => ({ id: chip.id, text: readingOf(chip, words.kinds[chip.kind]), isOn: true })),
    ...offOf(given).map((id) => ({ id, text: wordsOf(id), isOn: false })),
  ])
  return (
    <>
      <input type="hidden" name="at" value={visit.now.toISOString()} />
      <p>
        <span class="muted">{words.understood}: </span>
        <strong>{given.title}</strong>
        <span class="muted"> · {given.dueReading}</span>
      </p>
      {chips.length === 0 ? null : (
        <fieldset class="chips">
          <legend class="muted small">{words.reject}</legend>
          {chips.map((chip) => (
            <ChipBox {...chip} />
          ))}
        </fieldset>
      )}
      {given.warnings.map(({ text }) => (
        <Notice tone="warn">{text}</Notice>
      ))}
    </>
  )
}

const offOf = ({ rejected, chips }: Preview): readonly string[] =>
  rejected.filter((id) => !chips.some((chip) => chip.id === id))

const wordsOf = (id: string): string => id.slice(id.indexOf(':') + 1)

/** As the words come in the text, so that none moves when it is rejected. */
const inOrder = <T extends { readonly id: string }>({ text }: Preview, chips: readonly T[]): readonly T[] => {
  const place = ({ id }: T): number => text.indexOf(wordsOf(id).split(' … ')[0] ?? '')
  return chips.toSorted((a, b) => place(a) - place(b))
}

const readingOf = ({ words, reading }: Chip, kind: string): string => `${kind}: “${words}” → ${reading}`

/**
 * Ticked: understood. Unticked: its words belong to the title. Each chip is named twice, so that an unticked one is known.
 * A page that changes under one's hands tells chips by their ids: a tick taken from one is never another's.
 */
const ChipBox = ({ id, text, isOn }: { id: string; text: string; isOn: boolean }) => (
  <label class={`chip${isOn ? '' : ' off'}`} id={`chip-${encodeURIComponent(id)}`}>
    <input type="checkbox" name="keep" value={id} checked={isOn} hx-trigger="change" {...preview} />
    <input type="hidden" name="chip" value={id} />
    <span>{text}</span>
  </label>
)
