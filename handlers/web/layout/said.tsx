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
          <form method="post" action={flash.undo.action}>
            <input type="hidden" name="csrf" value={csrf} />
            {Object.entries(flash.undo.fields).map(([name, value]) => (
              <input type="hidden" name={name} value={value} />
            ))}
            <button class="button" type="submit">
              <Icon name="undo" />
              {words.undo}
            </button>
          </form>
        )}
      </div>
    )}
  </div>
)
