import { seen } from '../alpha/behind-the-port.ts'

export const borrowed = seen
