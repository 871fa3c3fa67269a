import type { Interpreter, InterpreterName, Question } from '../../core/capture/ports.ts'

/** An answer, or what makes one of the question; it may wait, and may throw to play one that is down. */
export type ScriptedAnswer = { readonly answer: unknown } | ((question: Question) => unknown)

export interface ScriptedInterpreter extends Interpreter {
  /** How the next questions are answered, one each, after those scripted before. */
  script(...answers: readonly ScriptedAnswer[]): void
  /** How every question is answered for which nothing is scripted; until set: "a task". */
  always(answer: ScriptedAnswer): void
  /** Every question, in order, however it ended. */
  readonly asked: readonly Question[]
}

/** An interpreter that says what it is told to say and remembers what it was asked. */
export const createScriptedInterpreter = (name: InterpreterName): ScriptedInterpreter => {
  const answers: ScriptedAnswer[] = []
  const asked: Question[] = []
  let otherwise: ScriptedAnswer = { answer: { action: 'create_task' } }
  return {
    name,
    asked,
    script: (...next) => {
      answers.push(...next)
    },
    always: (answer) => {
      otherwise = answer
    },
    interpret: async (question) => {
      asked.push(question)
      const scripted = answers.shift() ?? otherwise
      return typeof scripted === 'function' ? scripted(question) : scripted.answer
    },
  }
}
