import type { Channel } from '../../../core/notify/ports.ts'
import type { Storage } from '../../../core/ports.ts'

/**
 * The power supply of one process. Cut, everything the core calls throws and does nothing, as for a process that is
 * gone: what was committed stays, what was under way is lost. `cutBefore` is the number of the call it does not live
 * to make; calls are counted from 1 over storage and channels together.
 */
export const createPower = ({ cutBefore = Number.POSITIVE_INFINITY } = {}) => {
  let calls = 0
  let isCut = false
  const call = (): void => {
    if (!isCut) calls += 1
    if (calls >= cutBefore) isCut = true
    if (isCut) throw new Error('The process is gone.')
  }
  return {
    calls: () => calls,
    isCut: () => isCut,
    cut: (): void => {
      isCut = true
    },
    /** Lives for so many more calls. */
    cutAfter: (more: number): void => {
      cutBefore = calls + more + 1
    },
    restore: (): void => {
      isCut = false
      cutBefore = Number.POSITIVE_INFINITY
    },
    storage: (storage: Storage): Storage => ({
      run: async (work) => {
        call()
        return storage.run(work)
      },
      read: async (work) => {
        call()
        return storage.read(work)
      },
    }),
    channel: (channel: Channel): Channel => ({
      ...channel,
      send: async (message) => {
        call()
        return channel.send(message)
      },
      lookup: async (message, since) => {
        call()
        return channel.lookup(message, since)
      },
    }),
  }
}

export type Power = ReturnType<typeof createPower>
