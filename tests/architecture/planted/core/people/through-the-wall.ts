import { inside } from '../tasks/inside.ts'

export const seen = inside
