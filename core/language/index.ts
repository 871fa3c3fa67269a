export { sayDate, sayDue } from './say.ts'
export { understand } from './understand.ts'
export type { Intent, ListFilter, Reference, Understand, Understanding } from './understanding.ts'
export { INTENTS } from './understanding.ts'
