import type { Config } from '../../config.ts'
import { PortError } from '../../core/index.ts'
import type { Locale } from '../../core/people/index.ts'
import type { MirrorName, TaskMirror } from '../../core/sync/index.ts'
import { wordsIn as syncWordsIn } from '../../core/sync/words.ts'
import { openMirrors, unlimited } from '../mirrors.ts'
import type { Finding } from './finding.ts'
import { type Words, wordsIn } from './words.ts'

/** Whether each mirror lets us in and has what it needs: a look at its schema, which changes nothing there. */
export async function* mirrorsFound(config: Config, locale: Locale): AsyncGenerator<Finding> {
  const { mirrors } = await openMirrors(config, unlimited)
  const words = wordsIn(locale)
  yield await mirrorFound('notion', mirrors.notion, words.setNotion, locale)
  yield await mirrorFound('sheets', mirrors.sheets, words.setSheets, locale)
}

/** `setUp`: what to do where it is not configured. */
export const mirrorFound = async (
  name: MirrorName,
  mirror: Pick<TaskMirror, 'describe'> | undefined,
  setUp: string,
  locale: Locale,
): Promise<Finding> => {
  const words: Words = wordsIn(locale)
  const told = syncWordsIn(locale)
  const finding = { check: name, name: told.mirrors[name] }
  if (mirror === undefined) return { ...finding, status: 'off', found: words.notConfigured, advice: setUp }
  try {
    const shape = await mirror.describe({ fresh: true })
    if (shape.state === 'ready') return { ...finding, status: 'ok', found: words.mirrorReady, advice: null }
    const { trouble } = shape
    return { ...finding, status: 'failed', found: words.mirrorStopped, advice: told.trouble(name, trouble) }
  } catch (error) {
    if (!(error instanceof PortError)) throw error
    // Being asked for patience, it answers.
    if (error.kind === 'throttled') {
      return { ...finding, status: 'warning', found: words.mirrorThrottled, advice: told.failing(name, 'throttled') }
    }
    if (error.kind === 'misconfigured') {
      return { ...finding, status: 'failed', found: words.mirrorStopped, advice: told.trouble(name, null) }
    }
    return { ...finding, status: 'failed', found: words.silent, advice: words.mendMirror }
  }
}
