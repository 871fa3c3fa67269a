import { composed } from '../../main.ts'

export const again = composed
