export { createAccountRecords } from './account-records.ts'
export { createChanges, type PostgresChanges } from './changes.ts'
export type { Connection } from './connection.ts'
export {
  type Batch,
  CHECKSUM_DIGITS,
  type Contents,
  CopyRefusal,
  type CopyRefusalReason,
  levelOf,
  Refusal,
  readContents,
  writeContents,
} from './copy/index.ts'
export { createJobRunner, type JobRunnerOptions, type PostgresJobRunner } from './job-runner.ts'
export {
  type MigrateOptions,
  type MigrationState,
  migrate,
  migrationState,
  refuseNewer,
  type SchemaVersion,
} from './migrate.ts'
export { openPglite, type PgliteOptions } from './open-pglite.ts'
export { openPostgres, type PostgresOptions } from './open-postgres.ts'
export { ping, serverClock } from './probe.ts'
export { createPostgresRateLimit, type PostgresRateLimitDeps } from './rate-limit.ts'
export { replaceFolder } from './replace-folder.ts'
export { createStorage, type StorageOptions } from './unit-of-work.ts'
