import { describe, expect, it } from 'vitest'
import { INTERPRETER_NAMES, type Interpreter, type Question, readAction } from '../../core/capture/ports.ts'
import { PortError, type PortErrorKind } from '../../core/kernel/errors.ts'
import { fresh } from './harness.ts'

/** What can go wrong outside, and how a question must then end; `answer`: with whatever was said. */
const FAULTS = {
  /** The key is not accepted. */
  signed_out: ['misconfigured'],
  /** Too many questions. */
  throttled: ['throttled'],
  /** No connection. */
  unreachable: ['unavailable'],
  /** The server is ill and says so. */
  failing: ['unavailable'],
  /** It takes the question and never answers. */
  silent: ['unavailable'],
  /** It answers success in a shape that makes no sense. */
  garbled: ['rejected', 'unavailable', 'answer'],
} as const satisfies Record<string, readonly (PortErrorKind | 'answer')[]>

export type InterpreterFault = keyof typeof FAULTS

export interface OpenInterpreter {
  readonly interpreter: Interpreter
  /** What the model says to the next question. */
  says(action: unknown): Promise<void>
  /** Makes the outside act so from now on; or why it cannot. */
  readonly faults: { readonly [F in InterpreterFault]: (() => Promise<void>) | string }
  /** All that reached the outside, as text. */
  heard(): Promise<string>
  close(): Promise<void>
}

export type OpenInterpreterFn = () => Promise<OpenInterpreter>

const QUESTION: Question = {
  text: 'já paguei o aluguel',
  locale: 'pt-BR',
  tasks: [{ n: 1, title: 'pagar o aluguel' }],
  userKey: 'a-pseudonym',
  sessionKey: 'another-pseudonym',
  timeoutMs: 2000,
}

/** Answers for the core to check, PortErrors, and never later than it was given. */
export const describeInterpreter = (name: string, open: OpenInterpreterFn): void => {
  describe(`interpreter contract: ${name}`, () => {
    const current = fresh(open)

    it('names itself', () => {
      expect(INTERPRETER_NAMES).toContain(current().interpreter.name)
    })

    it('hands the question over and the answer back', async () => {
      const { interpreter, says, heard } = current()
      await says({ action: 'complete_task', title: null, when: null, priority: null, tasks: [1], reply: null })
      expect(readAction(await interpreter.interpret(QUESTION))).toMatchObject({ action: 'complete_task', tasks: [1] })
      expect(await heard()).toContain('pagar o aluguel')
    })

    it('makes no error of an answer that is no action: that is for the core to see', async () => {
      const { interpreter, says } = current()
      for (const answer of [{ action: 'format_disk' }, { nothing: 'of ours' }]) {
        await says(answer)
        await says(answer)
        expect(readAction(await interpreter.interpret(QUESTION))).toBeNull()
      }
    })

    for (const [fault, ends] of Object.entries(FAULTS) as [InterpreterFault, readonly string[]][]) {
      it(`ends as ${ends.join(' or ')} when the outside is ${fault}, in time`, async (test) => {
        const { interpreter, faults } = current()
        const arrange = faults[fault]
        if (typeof arrange === 'string') return test.skip(arrange)
        await arrange()
        const timeoutMs = 300
        const started = performance.now()
        const end = await interpreter.interpret({ ...QUESTION, timeoutMs }).then(
          () => 'answer',
          (error: unknown) => error,
        )
        // For the machine's own slowness.
        expect(performance.now() - started).toBeLessThan(timeoutMs + 700)
        if (end !== 'answer' && !(end instanceof PortError)) throw end
        expect(ends).toContain(end instanceof PortError ? end.kind : end)
        if (end instanceof PortError) expect(`${end.message} ${end.cause}`).not.toMatch(/aluguel|pseudonym/)
      })
    }
  })
}
