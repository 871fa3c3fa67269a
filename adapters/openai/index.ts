export { createLlmInterpreter, type LlmInterpreter, type LlmSettings } from './interpreter.ts'
