export { CHECKSUM_DIGITS, type Contents } from './contents.ts'
export { type Batch, readContents } from './read.ts'
export { CopyRefusal, type CopyRefusalReason, Refusal } from './refusal.ts'
export { levelOf, writeContents } from './write.ts'
