import type { Clock } from '../../kernel/clock.ts'
import { PortError } from '../../kernel/errors.ts'
import type { Fact } from '../../kernel/observer.ts'
import type { RateLimit } from '../../kernel/rate-limit.ts'
import type { CoreSettings } from '../../settings.ts'
import { type Action, readAction } from './action.ts'
import { makeBudget } from './budget.ts'
import { type CircuitState, makeCircuit } from './circuit.ts'
import type { Interpreter, InterpreterName, Question } from './question.ts'

export interface Chain {
  /** The first answer of use, in the order of the links; null when there is none within the deadline. Never throws. */
  ask(question: Omit<Question, 'timeoutMs'>, personId: string): Promise<Asked>
  circuits(): readonly { readonly name: InterpreterName; readonly state: CircuitState }[]
}

export interface Asked {
  readonly proposed: { readonly action: Action; readonly by: InterpreterName } | null
  /** What happened on the way, for whoever can tell the Observer. */
  readonly facts: readonly Fact[]
}

type Outcome = Extract<Fact, { type: 'model_asked' }>['outcome']

/** Of what is left, kept for each link behind the one that is asked, so that one that hangs leaves them their turn. */
const KEPT_MS = 2000
/** With less than that nobody can answer. */
const LEAST_MS = 250

export const makeChain = (deps: {
  readonly interpreters: readonly Interpreter[]
  readonly clock: Clock
  readonly rateLimit: RateLimit | undefined
  readonly settings: CoreSettings['interpreters']
}): Chain => {
  const { clock, settings } = deps
  const links = deps.interpreters.map((interpreter) => ({ interpreter, circuit: makeCircuit(clock) }))
  const take = makeBudget(deps.rateLimit, settings)
  const now = () => clock.now().getTime()
  const isOpen = ({ circuit }: (typeof links)[number]) => circuit.state() === 'open'

  return {
    circuits: () => links.map(({ interpreter, circuit }) => ({ name: interpreter.name, state: circuit.state() })),

    ask: async (question, personId) => {
      const facts: Fact[] = []
      const note = (provider: InterpreterName, outcome: Outcome): void => {
        facts.push({ type: 'model_asked', provider, outcome })
      }
      const endsAt = now() + settings.deadlineMs
      // What nobody is asked costs nothing.
      const mayBeAsked = links.some((link) => !isOpen(link))
      if (mayBeAsked && !(await take(personId))) {
        for (const { interpreter } of links.slice(0, 1)) note(interpreter.name, 'budget_spent')
        return { proposed: null, facts }
      }

      for (const [index, link] of links.entries()) {
        const { interpreter, circuit } = link
        const behind = links.slice(index + 1).filter((later) => !isOpen(later)).length
        const timeoutMs = Math.min(settings.requestTimeoutMs, endsAt - now() - behind * KEPT_MS)
        if (timeoutMs < LEAST_MS) continue
        if (!circuit.enter()) {
          note(interpreter.name, 'circuit_open')
          continue
        }
        try {
          const action = readAction(await interpreter.interpret({ ...question, timeoutMs }))
          circuit.passed()
          note(interpreter.name, action === null ? 'invalid' : 'answered')
          if (action !== null) return { proposed: { action, by: interpreter.name }, facts }
        } catch (error) {
          // An adapter that breaks its contract is counted apart, and costs the person no more than one that is down.
          note(interpreter.name, error instanceof PortError ? error.kind : 'broken')
          const answered = error instanceof PortError && (error.kind === 'rejected' || error.kind === 'misconfigured')
          if (answered) circuit.passed()
          else circuit.failed(error instanceof PortError ? error.retryAfterMs : null)
        }
      }
      return { proposed: null, facts }
    },
  }
}
