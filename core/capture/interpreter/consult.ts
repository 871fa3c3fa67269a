import type { CoreDeps } from '../../deps.ts'
import type { Fact } from '../../kernel/observer.ts'
import { localDate } from '../../kernel/time.ts'
import { joined } from '../../kernel/unit-of-work.ts'
import { readText } from '../../language/index.ts'
import { makeTasks } from '../../tasks/index.ts'
import { isEdit, writtenAt } from '../act-edit.ts'
import { readWords } from '../read-words.ts'
import { type Chain, makeChain } from './chain.ts'
import { makeInTurn } from './in-turn.ts'
import { type Proposal, propose } from './propose.ts'
import type { InterpreterName } from './question.ts'
import { isUnsure } from './unsure.ts'

/** What interpreters said of a message, before anything is done about it. */
export interface Heard {
  /** Of exactly this text: an edit that came meanwhile is another. */
  readonly text: string
  readonly proposal: Proposal
  readonly by: InterpreterName
}

export interface Consultation {
  /**
   * Asks about a stored message what the grammar does not know, and hands on what it heard: null when the grammar knows,
   * or nobody does. Where there is somebody to ask, the messages of a person take turns in this process, so that
   * "desfazer" does not overtake what it is about.
   */
  about(messageId: string, deal: (heard: Heard | null) => Promise<void>): Promise<void>
  circuits: Chain['circuits']
}

const TASKS_SHOWN = 30
const TITLE_SHOWN = 120
const MOST_REMEMBERED = 200

/**
 * Asks outside any unit of work: a transaction never waits for a network. An answer is kept in this process until the
 * message is dealt with, so that a job tried again for its database does not ask again; another process would.
 */
export const makeConsultation = (deps: CoreDeps): Consultation => {
  const { interpreters = [], clock, settings, rateLimit, storage } = deps
  const chain = makeChain({ interpreters, clock, rateLimit, settings: settings.interpreters })
  const pseudonym = deps.pseudonym ?? deps.ids.digest
  const heard = new Map<string, Heard | null>()
  const inTurn = makeInTurn()

  const consult = async (messageId: string): Promise<{ heard: Heard | null; facts: readonly Fact[] }> => {
    const found = await lookUp(deps, messageId)
    if (found === null) return { heard: null, facts: [] }
    const { person, text, guess, reference, tasks } = found
    const { proposed, facts } = await chain.ask(
      {
        text: visible(text).toWellFormed(),
        locale: person.locale,
        tasks: tasks.map(({ title }, index) => ({ n: index + 1, title: shortened(title) })),
        userKey: await pseudonym(`person ${person.id}`),
        sessionKey: await pseudonym(`session ${person.id} ${localDate(reference.now, person.timeZone)}`),
      },
      person.id,
    )
    if (proposed === null) return { heard: null, facts }
    const { action, by } = proposed
    const proposal = propose(action, guess, { reference, taskIds: tasks.map(({ id }) => id) })
    return { heard: { text, by, proposal }, facts }
  }

  const hear = async (messageId: string): Promise<Heard | null> => {
    const known = heard.get(messageId)
    if (known !== undefined) return known
    const answer = await consult(messageId)
    for (const oldest of heard.keys()) if (heard.size >= MOST_REMEMBERED) heard.delete(oldest)
    heard.set(messageId, answer.heard)
    // What was asked was asked, whatever becomes of the message.
    await storage.read(async ({ facts }) => {
      for (const fact of answer.facts) facts.record(fact)
    })
    return answer.heard
  }
  const senderOf = (messageId: string): Promise<string> =>
    storage.read(async ({ messages }) => (await messages.find(messageId))?.personId ?? '')

  return {
    circuits: chain.circuits,
    about: async (messageId, deal) => {
      if (interpreters.length === 0) return deal(null)
      // Whoever comes first is looked up first, whichever connection is faster.
      const turn = inTurn('senders', async () => {
        const sender = await senderOf(messageId)
        return { over: inTurn(`sender ${sender}`, async () => deal(await hear(messageId))) }
      })
      await (await turn).over
      heard.delete(messageId)
    },
  }
}

/** null: there is nothing to ask about it. */
const lookUp = (deps: CoreDeps, messageId: string) =>
  deps.storage.read(async (stores) => {
    const message = await stores.messages.find(messageId)
    // An edit is compared with its first wording, and both are read the same way.
    if (message === null || message.text === null || message.personId === null || isEdit(message)) return null
    if (message.status !== 'received' && message.status !== 'failed') return null
    const person = await stores.people.find(message.personId)
    if (person === null) return null
    const { timeZone, locale } = person
    const reference = { now: await writtenAt(stores, message), timeZone, locale }
    const guess = readWords(message.text, reference)
    if (!isUnsure(guess)) return null
    const { tasks } = await makeTasks({ ...deps, storage: joined(stores) }).list(
      { personId: person.id, role: person.role, channel: 'api' },
      { ownedBy: person.id, statuses: ['pending', 'in_progress'], sort: 'due', limit: TASKS_SHOWN },
    )
    return { text: message.text, person, reference, guess, tasks }
  })

const shortened = (title: string): string => [...visible(title)].slice(0, TITLE_SHOWN).join('').toWellFormed()

/** Tags, and the selectors beyond those of emoji, spell whole sentences that a model reads and nobody sees. */
const visible = (text: string): string => readText(text).clean.replace(/[\u{e0000}-\u{e0fff}]/gu, '')
