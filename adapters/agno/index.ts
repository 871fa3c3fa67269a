export { type AgnoInterpreter, type AgnoSettings, createAgnoInterpreter } from './interpreter.ts'
