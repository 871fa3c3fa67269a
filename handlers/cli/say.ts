import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { MessageDetail } from '../../core/capture/index.ts'
import type { Core } from '../../core/index.ts'
import type { Person } from '../../core/people/index.ts'
import { type CommandContext, CommandFailed, type DataCommand, UsageError, visible, wordsOf } from './command.ts'
import { wordsIn } from './words.ts'

const LOOK_EVERY_MS = 100
/** A worker that is there takes a message within a second. */
const WORKER_HAS_MS = 3000
/** One that took it may ask a model about it; beyond that it is gone. */
const READING_HAS_MS = 30_000

/** What became of a message, once something did; without a worker it is read here. */
const answered = async (core: Core, person: Person, id: string, context: CommandContext): Promise<MessageDetail> => {
  const actor = { personId: person.id, role: person.role, channel: 'web' as const }
  const began = performance.now()
  const isTaken = async (): Promise<boolean> =>
    (await context.jobs.depth()).some(({ name, active }) => name === 'capture.interpret' && active > 0)
  let isOurs = false
  for (;;) {
    const message = await core.capture.get(actor, id)
    if (message.status !== 'received' || isOurs) return message
    const waited = performance.now() - began
    isOurs = waited > READING_HAS_MS || (waited > WORKER_HAS_MS && !(await isTaken()))
    if (isOurs) {
      context.tell(wordsIn(context.locale).readHere)
      await core.capture.interpret(id)
    } else {
      await sleep(LOOK_EVERY_MS, undefined, { signal: context.signal })
    }
  }
}

export const sayCommand: DataCommand = {
  name: 'say',
  usage: 'say <text> [--person ID]',
  about: {
    'pt-BR': 'diz algo ao SparkOne como se diz no WhatsApp, e mostra a resposta; sem --person, pelo primeiro operador',
    en: 'says something to SparkOne as on WhatsApp and shows the answer; without --person for the first operator',
  },
  run: async (core, args, context) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { person: { type: 'string' } },
    })
    const words = wordsIn(context.locale)
    const content = wordsOf(positionals)
    if (content === null) throw new UsageError(words.sayWhat)
    const { person: named } = values
    const person = named === undefined ? await core.people.firstOperator() : await core.people.get(named)
    const { id } = await core.capture.ingest({ channel: 'web', sender: { personId: person.id }, content })
    const { reply } = await answered(core, person, id, context)
    if (reply === null) throw new CommandFailed(words.notAnswered)
    return reply.split('\n').map(visible).join('\n')
  },
}
