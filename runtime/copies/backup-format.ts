import { z } from 'zod'
import { type Contents, Refusal } from '../../adapters/postgres/index.ts'

/**
 * A backup is gzipped text, a JSON value a line, so that it can be written and read as a stream and looked into with
 * `zcat FILE | head -1 | jq`:
 *
 *   {"sparkone_backup":1,…}            the manifest: where from, and what each table holds
 *   {"table":"public.people"}          from here on rows of that table
 *   ["2026-01-02 03:04:05+00", …]      a row: its values as PostgreSQL writes them, null for NULL
 *   {"end":{"lines":42,"sha256":"…"}}  of all the bytes above
 */
export const FORMAT = 1

export const HeaderSchema = z.object({
  sparkone_backup: z.number(),
  created_at: z.string(),
  version: z.string(),
  server: z.string(),
  migrations: z.array(z.number()),
  queue: z.number(),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: z.number(), checksum: z.string() })),
  sequences: z.array(z.object({ name: z.string(), value: z.string(), isCalled: z.boolean() })),
})
export type Header = z.infer<typeof HeaderSchema>

export const headerOf = (contents: Contents, made: { at: Date; version: string }): object => ({
  sparkone_backup: FORMAT,
  created_at: made.at.toISOString(),
  version: made.version,
  ...contents,
})

/** What of a header says whether the rest of it can be understood. */
export const FormatSchema = z.object({ sparkone_backup: z.number() })

/** A line that is neither header nor row. */
export const MarkSchema = z.object({
  table: z.string().optional(),
  end: z.object({ lines: z.number(), sha256: z.string() }).optional(),
})
export type Mark = z.infer<typeof MarkSchema>

/** Why a file is not taken, before any database is touched. */
export type BackupRefusalReason = 'absent' | 'not-a-backup' | 'newer-format' | 'cut-short' | 'damaged'

export class BackupRefusal extends Refusal<BackupRefusalReason> {
  override readonly name = 'BackupRefusal'
}
