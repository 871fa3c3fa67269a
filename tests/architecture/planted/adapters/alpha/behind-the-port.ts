import { inside } from '../../core/tasks/inside.ts'

export const seen = inside
