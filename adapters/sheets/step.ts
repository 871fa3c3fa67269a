import type { sheets_v4 } from '@googleapis/sheets'
import type { FieldProblem, MirrorWrite } from '../../core/sync/ports.ts'
import type { Identity } from './identity.ts'
import type { Layout, Row } from './layout.ts'
import type { ColumnName } from './names.ts'
import type { Schema } from './schema.ts'
import type { CellWrite } from './write-cell.ts'

type Request = sheets_v4.Schema$Request

/** A row that is changed, or new. */
export interface Put {
  readonly type: 'put'
  readonly key: string
  /** Where it stands once the whole batch is done. */
  readonly row: number
  /** As it was; null: it is new. */
  readonly before: Row | null
  /** The metadata id of its anchor once the whole batch is done. */
  readonly anchor: number | null
  readonly cells: readonly (readonly [ColumnName, CellWrite])[]
  readonly problems: readonly FieldProblem[]
}

/** A row that goes: first to the end of the tab, where nothing else stands. */
export interface Removed {
  readonly type: 'removed'
  readonly identity: Identity
  readonly key: string
  /** Where it stands once the whole batch is done. */
  readonly row: number
}

/** What becomes of one write. */
export type Step =
  | Put
  | Removed
  | { readonly type: 'gone' }
  | { readonly type: 'refused'; readonly problems: readonly FieldProblem[]; readonly detail: string }

export interface Plan {
  readonly requests: readonly Request[]
  /** Which write each request serves, to know whose fault a refusal is. */
  readonly owners: readonly number[]
  /** By request: those that are refused when a row is not where it was read. */
  readonly guards: ReadonlyMap<number, string>
  /** One a write. */
  readonly steps: readonly Step[]
}

export interface Target {
  readonly write: number
  readonly key: string
  /** null: a new row. */
  readonly identity: Identity | null
  readonly cells: readonly (readonly [ColumnName, CellWrite])[]
  readonly problems: readonly FieldProblem[]
}

/** A row that goes. */
export interface Leaving {
  readonly write: number
  readonly key: string
  readonly identity: Identity
}

export interface PlanInput {
  readonly layout: Layout
  readonly schema: Schema
  readonly writes: readonly MirrorWrite[]
  /** Writes that Sheets refuses, and in which words. */
  readonly refused: ReadonlyMap<number, string>
  /** Metadata ids that something we do not see has. */
  readonly taken: ReadonlySet<number>
  readonly isGuarded: boolean
}
