import { Act } from '../parts/form.tsx'
import type { Flash } from '../visit/flash.ts'
import type { Words } from '../words/index.ts'
import { Icon } from './icons.tsx'

/** What the request before did, and how to take it back. Read out when it appears. */
export const Said = ({ flash, csrf, words }: { flash: Flash | null; csrf: string; words: Words }) => (
  <div id="said" role="status">
    {flash === null ? null : (
      <div class={`notice tone-${flash.tone}`}>
        <span>{flash.text}</span>
        {flash.undo === undefined ? null : (
          <Act action={flash.undo.action} csrf={csrf} fields={flash.undo.fields}>
            <Icon name="undo" />
            {words.undo}
          </Act>
        )}
      </div>
    )}
  </div>
)
