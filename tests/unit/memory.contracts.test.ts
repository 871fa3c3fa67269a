import {
  createClock,
  createMemoryRateLimit,
  createMemoryStorage,
  createRecordingObserver,
  createScriptedChannel,
  createScriptedInterpreter,
  type ScriptedLookup,
  type ScriptedSend,
} from '../../adapters/memory/index.ts'
import { PortError, type PortErrorKind } from '../../core/kernel/errors.ts'
import {
  describeAllStores,
  describeChanges,
  describeChannel,
  describeInterpreter,
  describeJobs,
  describeRateLimit,
} from '../contracts/index.ts'

const open = async () => {
  const clock = createClock()
  const observer = createRecordingObserver()
  const storage = createMemoryStorage({ clock, observer })
  return { clock, storage, facts: observer.facts, close: () => storage.jobs.stop() }
}

describeAllStores('memory', open)

describeJobs('memory', async () => {
  const { clock, storage, close } = await open()
  const advance = async (ms: number) => clock.advance(ms)
  return {
    storage,
    close,
    runner: storage.jobs,
    desk: storage.jobs.desk,
    another: async () => storage.jobs,
    now: clock.now,
    advance,
    nextMinute: () => advance(60_000),
  }
})

describeChanges('memory', async () => {
  const { clock, storage, close } = await open()
  const { feed } = storage
  return {
    storage,
    feed,
    another: async () => ({ storage: createMemoryStorage({ clock, feed }), feed }),
    interrupt: 'nothing is listened on within a process',
    close,
  }
})

describeRateLimit('memory', async () => {
  const clock = createClock()
  return {
    rateLimit: createMemoryRateLimit({ clock }),
    advance: async (ms) => clock.advance(ms),
    breakStore: 'the store is this process',
    close: async () => undefined,
  }
})

describeChannel('memory', async () => {
  const channel = createScriptedChannel('whatsapp', createClock())
  const ends = (send: ScriptedSend, lookup?: ScriptedLookup) => async () => {
    channel.script(send)
    if (lookup !== undefined) channel.scriptLookup(lookup)
  }
  return {
    channel,
    address: '5511988887777',
    success: 'accepted',
    faults: {
      refused: ends({ outcome: 'rejected', reason: 'no_such_number' }),
      signed_out: ends({ outcome: 'unavailable', reason: 'logged_out' }),
      throttled: ends({ outcome: 'transient', reason: 'throttled', retryAfterMs: 30_000 }),
      unreachable: ends({ outcome: 'transient', reason: 'unreachable', retryAfterMs: null }, { outcome: 'unknown' }),
      failing: ends({ outcome: 'transient', reason: 'server_error', retryAfterMs: null }),
      silent: ends({ outcome: 'ambiguous', reason: 'timeout' }),
      mute: ends({ outcome: 'ambiguous', reason: 'timeout' }, { outcome: 'found', externalId: 'whatsapp-found' }),
      garbled: ends({ outcome: 'ambiguous', reason: 'bad_response' }),
    },
    received: async () => channel.sent.length,
    close: async () => undefined,
  }
})

describeInterpreter('memory', async () => {
  const interpreter = createScriptedInterpreter('llm')
  const fails = (kind: PortErrorKind) => async () =>
    interpreter.always(() => {
      throw new PortError('memory', kind, 'as told')
    })
  return {
    interpreter,
    says: async (answer) => interpreter.script({ answer }),
    faults: {
      signed_out: fails('misconfigured'),
      throttled: fails('throttled'),
      unreachable: fails('unavailable'),
      failing: fails('unavailable'),
      silent: 'whoever scripts it decides how long it waits',
      garbled: async () => interpreter.always({ answer: 7 }),
    },
    heard: async () => JSON.stringify(interpreter.asked),
    close: async () => undefined,
  }
})
