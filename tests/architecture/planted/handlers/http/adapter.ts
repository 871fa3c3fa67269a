import { seen } from '../../adapters/alpha/behind-the-port.ts'

export const direct = seen
