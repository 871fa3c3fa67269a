import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { Core } from '../../core/index.ts'
import type { Notification, NotificationDetail } from '../../core/notify/index.ts'
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
  const ends = await Promise.all(sent.map((one) => follow(core, trial, one, context)))
  return ends.every((arrived) => arrived)
}

/** Tells each attempt and each receipt of one message once, as they come. */
const narrator = (channel: ChannelName, createdAt: Date, { locale, tell }: CommandContext) => {
  const words = wordsIn(locale)
  const told = new Set<string>()
  const once = (line: string, key: string = line): void => {
    if (!told.has(key)) tell(`  ${words.channel[channel]}  ${line}`)
    told.add(key)
  }
  const after = (at: Date): number => Math.max(0, (at.getTime() - createdAt.getTime()) / 1000)
  return {
    once,
    news: (deliveries: NotificationDetail['deliveries']): void => {
      for (const { attempt, state, startedAt, receipts } of deliveries) {
        once(words.attempt(attempt, words.deliveryState[state], after(startedAt)), `attempt ${attempt} ${state}`)
        for (const { kind, at } of receipts)
          once(words.receipt(words.receiptKind[kind], after(at)), `receipt ${attempt} ${kind}`)
      }
    },
    arrived: (at: Date | null): void => tell(`✓ ${words.arrived(words.channel[channel], after(at ?? new Date()))}`),
    didNot: (reason: string): void =>
      tell(`✗ ${words.didNotArrive(words.channel[channel], words.why[reason] ?? words.otherReason(reason))}`),
  }
}

/** Follows one message to its end, and takes its steps itself where no worker does. */
const follow = async (
  core: Core,
  { person, seconds }: Trial,
  { id, createdAt, chain: [channel = 'whatsapp'] }: Notification,
  context: CommandContext,
): Promise<boolean> => {
  const actor = { personId: person.id, role: 'operator' as const, channel: 'api' as const }
  const path = narrator(channel, createdAt, context)
  const began = performance.now()
  let isOurs = false
  let stepAt = WORKER_HAS_MS
  for (;;) {
    const { notification, deliveries } = await core.notify.get(actor, id)
    const { status, settledAt } = notification
    const waited = performance.now() - began
    path.news(deliveries)
    if (status === 'delivered') {
      path.arrived(settledAt)
      return true
    }
    const isPaused = deliveries.length === 0 && (await standsStill(core, channel))
    if (status !== 'pending' || isPaused || waited > seconds * 1000 + AFTERMATH_MS) {
      // What nobody waits for any more must not arrive an hour later.
      if (status === 'pending') await core.notify.cancel(actor, id).catch(() => undefined)
      path.didNot(isPaused ? 'paused' : (deliveries.at(-1)?.reason ?? notification.reason ?? 'expired'))
      return false
    }
    isOurs ||= deliveries.length === 0 && waited > WORKER_HAS_MS
    if (isOurs && waited > stepAt) {
      path.once(wordsIn(context.locale).sentFromHere)
      stepAt = waited + STEP_EVERY_MS
      await core.notify.advance(id)
    }
    await sleep(LOOK_EVERY_MS, undefined, { signal: context.signal })
  }
}

const standsStill = async (core: Core, channel: ChannelName): Promise<boolean> =>
  (await core.notify.pauses()).some((pause) => pause.channel === 'all' || pause.channel === channel)

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
