import { type MemoryConsole, useMemoryConsole } from './memory-console.ts'

/** The console as people meet it after a few weeks of use, one for a test file. */
export const useFurnishedConsole = (): (() => MemoryConsole) =>
  useMemoryConsole(async ({ core, personId }) => {
    for (const who of ['ana', 'ben'] as const) {
      const actor = { personId: personId(who), role: 'operator' as const, channel: 'web' as const }
      for (const text of ['ligar para o João amanhã às 10h', 'pagar o aluguel dia 5', 'comprar pão', 'relatório hoje'])
        await core.capture.quickAdd(actor, { text, rejected: [] })
    }
  })
