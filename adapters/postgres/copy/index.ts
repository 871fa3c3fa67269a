export { CHECKSUM_DIGITS, type Contents, type SequenceValue, type TableContents } from './contents.ts'
export { type Batch, readContents } from './read.ts'
export { CopyRefusal, type CopyRefusalReason } from './refusal.ts'
export { levelOf, writeContents } from './write.ts'
