import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { Core } from '../../core/index.ts'
import type { Notification } from '../../core/notify/index.ts'
import type { ChannelName, Person } from '../../core/people/index.ts'
import { type CommandContext, CommandFailed, type DataCommand, noWords, UsageError } from './command.ts'
import { wordsIn } from './words.ts'

const DEFAULT_SECONDS = 60
const MOST_SECONDS = 600
const LOOK_EVERY_MS = 250
/** A worker that is there takes a message within a second or two. */
const WORKER_HAS_MS = 5000
const STEP_EVERY_MS = 2000
/** For what is on its way at the very end to be written down. */
const AFTERMATH_MS = 5000

export interface Trial {
  readonly person: Person
  readonly seconds: number
  /** One channel instead of all that lead to the person. */
  readonly only?: ChannelName
}

/** Sends a test down each channel and tells its path as it goes. True when all arrived; null when none leads there. */
export const tryChannels = async (core: Core, trial: Trial, context: CommandContext): Promise<boolean | null> => {
  const words = wordsIn(context.locale)
  const { person, ...rest } = trial
  const own = wordsIn(person.locale)
  const request = { ...rest, personId: person.id, subject: own.testSubject, body: own.testBody }
  const sent = await core.notify.test(request)
  if (sent.length === 0) {
    context.tell(`✗ ${words.noChannel(person.name)}`)
    return null
  }
  const ends = await Promise.all(sent.map((one) => follow(core, person, one, trial.seconds, context)))
  return ends.every((arrived) => arrived)
}

const follow = async (
  core: Core,
  person: Person,
  { id, createdAt, chain: [channel = 'whatsapp'] }: Notification,
  seconds: number,
  { locale, tell, signal }: CommandContext,
): Promise<boolean> => {
  const words = wordsIn(locale)
  const actor = { personId: person.id, role: 'operator' as const, channel: 'api' as const }
  const name = words.channel[channel]
  const began = performance.now()
  const told = new Set<string>()
  let stepAt = WORKER_HAS_MS
  const once = (line: string, key: string = line): void => {
    if (!told.has(key)) tell(`  ${name}  ${line}`)
    told.add(key)
  }
  const after = (at: Date): number => Math.max(0, (at.getTime() - createdAt.getTime()) / 1000)

  for (;;) {
    const { notification, deliveries } = await core.notify.get(actor, id)
    const waited = performance.now() - began
    for (const { attempt, state, startedAt, receipts } of deliveries) {
      once(words.attempt(attempt, words.deliveryState[state], after(startedAt)), `${attempt} ${state}`)
      for (const { kind, at } of receipts) once(words.receipt(words.receiptKind[kind], after(at)), kind)
    }
    const { status, settledAt } = notification
    if (status === 'delivered') {
      tell(`✓ ${words.arrived(name, after(settledAt ?? new Date()))}`)
      return true
    }
    const isOver = waited > seconds * 1000 + AFTERMATH_MS
    const isLeft = deliveries.length === 0 && waited > WORKER_HAS_MS
    const isPaused =
      (isOver || isLeft) && (await core.notify.pauses()).some((one) => one.channel === 'all' || one.channel === channel)
    if (status !== 'pending' || isOver || isPaused) {
      // What nobody waits for any more must not arrive an hour later.
      if (status === 'pending') await core.notify.cancel(actor, id).catch(() => undefined)
      const reason = isPaused ? 'paused' : (notification.reason ?? deliveries.at(-1)?.reason ?? 'expired')
      tell(`✗ ${words.didNotArrive(name, words.why[reason] ?? words.otherReason(reason))}`)
      return false
    }
    if (isLeft) once(words.sentFromHere)
    if (told.has(words.sentFromHere) && waited > stepAt) {
      stepAt = waited + STEP_EVERY_MS
      await core.notify.advance(id)
    }
    await sleep(LOOK_EVERY_MS, undefined, { signal })
  }
}

const secondsOf = (text: string | undefined, locale: CommandContext['locale']): number => {
  if (text === undefined) return DEFAULT_SECONDS
  const seconds = /^\d+$/.test(text) ? Number(text) : 0
  if (seconds < 10 || seconds > MOST_SECONDS) throw new UsageError(wordsIn(locale).timeoutIs(MOST_SECONDS))
  return seconds
}

export const notifyTest: DataCommand = {
  name: 'notify test',
  usage: 'notify test [--person ID] [--timeout 60]',
  about: {
    'pt-BR': 'envia uma mensagem de teste por cada canal e mostra o caminho dela',
    en: 'sends a test message through each channel and shows its path',
  },
  run: async (core, args, context) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { person: { type: 'string' }, timeout: { type: 'string' } },
    })
    noWords(positionals, context)
    const seconds = secondsOf(values.timeout, context.locale)
    const person =
      values.person === undefined ? await core.people.firstOperator() : await core.people.get(values.person)
    context.tell(wordsIn(context.locale).testing(person.name))
    const arrived = await tryChannels(core, { person, seconds }, context)
    if (arrived !== true) throw new CommandFailed('')
    return ''
  },
}
