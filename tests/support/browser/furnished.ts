import { type MemoryConsole, useMemoryConsole } from './memory-console.ts'
import type { PersonName } from './people.ts'

const TEXTS = ['ligar para o João amanhã às 10h', 'pagar o aluguel dia 5', 'comprar pão', 'relatório hoje']

/** Tasks for somebody to use up. */
export const addTasks = async ({ core, personId }: MemoryConsole, who: PersonName): Promise<void> => {
  const actor = { personId: personId(who), role: 'operator' as const, channel: 'web' as const }
  for (const text of TEXTS) await core.capture.quickAdd(actor, { text, rejected: [] })
}

/** The console as people meet it after a few weeks of use, one for a test file. */
export const useFurnishedConsole = (): (() => MemoryConsole) =>
  useMemoryConsole(async (console) => {
    for (const who of ['ana', 'ben'] as const) await addTasks(console, who)
  })
