/** Every table, one file an area. drizzle-kit makes the migrations of these. */
export * from './schema/access.ts'
export * from './schema/alerts.ts'
export * from './schema/briefs.ts'
export * from './schema/capture.ts'
export * from './schema/notify.ts'
export * from './schema/people.ts'
export * from './schema/sync.ts'
export * from './schema/tasks.ts'
