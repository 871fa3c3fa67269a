import { setTimeout as sleep } from 'node:timers/promises'
import { CommandFailed, type DataCommand, UsageError } from '../command.ts'
import { operatorOf, whichMirror } from './which.ts'
import { wordsIn } from './words.ts'

const LOOK_EVERY_MS = 1000
const PATIENCE_MINUTES = 15

export const mirrorPair: DataCommand = {
  name: 'mirror pair',
  usage: 'mirror pair notion',
  about: {
    'pt-BR': 'liga o webhook do Notion, que avisa do que muda lá em segundos',
    en: "pairs Notion's webhook, which tells within seconds that something changed there",
  },
  run: async (core, args, { locale, tell, signal, publicUrl }) => {
    const words = wordsIn(locale)
    const name = whichMirror(args, locale)
    if (name !== 'notion') throw new UsageError(words.onlyNotion)
    // Before the door is opened: a call that can reach nothing would leave it open for nobody.
    if (publicUrl === null) throw new CommandFailed(words.noUrl)
    const operator = await operatorOf(core)
    const opened = await core.hooks.pair(operator, name)
    if (opened.state === 'received') return words.token(opened.token)

    tell(`${words.steps(`${publicUrl}/webhooks/notion`)}\n\n${words.waiting(PATIENCE_MINUTES)}`)
    const began = performance.now()
    for (;;) {
      await sleep(LOOK_EVERY_MS, undefined, { signal })
      // Asking after its end would open the door anew.
      if (performance.now() - began > PATIENCE_MINUTES * 60_000 - 2 * LOOK_EVERY_MS)
        throw new CommandFailed(words.nobodyCame)
      const pairing = await core.hooks.pair(operator, name)
      if (pairing.state === 'received') return words.token(pairing.token)
    }
  },
}
