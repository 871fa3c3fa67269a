import { port } from '../../config/read.ts'

export const listening = port
