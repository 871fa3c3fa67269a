import type { Port } from '../tasks/ports.ts'

export type Upward = Port
