export { createMemoryAccountRecords } from './account-records.ts'
export { createMemoryFeed, type MemoryFeed } from './changes.ts'
export {
  createScriptedChannel,
  type ScriptedChannel,
  type ScriptedLookup,
  type ScriptedSend,
} from './channel.ts'
export { createClock, systemClock, type TurnableClock } from './clock.ts'
export { createIds, createSequentialIds } from './ids.ts'
export { createScriptedInterpreter, type ScriptedAnswer, type ScriptedInterpreter } from './interpreter.ts'
export { createMemoryJobs, type MemoryJob, type MemoryJobs, type MemoryJobsOptions } from './jobs.ts'
export {
  createMemoryMirror,
  type MemoryMirror,
  type MemoryMirrorOptions,
  type MirrorCall,
  type MirrorFault,
  type MirrorHand,
} from './mirror.ts'
export { createRecordingObserver, type RecordingObserver } from './observer.ts'
export { createMemoryRateLimit } from './rate-limit.ts'
export { createMemoryStorage, type MemoryStorage, type MemoryStorageOptions } from './storage.ts'
