import { COPY_FIELDS, type Copy, type FieldProblem, type MirrorWrite } from '../../core/sync/ports.ts'
import { arrange } from './arrange.ts'
import { type Identity, placesIn } from './identity.ts'
import { heldOf } from './layout.ts'
import type { ColumnName } from './names.ts'
import type { Leaving, Plan, PlanInput, Step, Target } from './step.ts'
import { type CellWrite, encode } from './write-cell.ts'

/**
 * One batch for all writes. A row that goes is not deleted by it: whatever moves rows in that moment, a batch destroys
 * none.
 */
export const planBatch = (input: PlanInput): Plan => {
  const { layout, writes } = input
  const places = placesIn(layout)
  const targets: Target[] = []
  const removed: Leaving[] = []
  const settled = new Map<number, Step>()
  for (const [index, write] of writes.entries()) {
    const refusal = input.refused.get(index)
    if (refusal !== undefined) {
      settled.set(index, { type: 'refused', problems: [], detail: refusal })
      continue
    }
    const identity = places.find('key' in write && write.type !== 'adopt' ? write.key : write.externalId)
    if (write.type === 'create' || write.type === 'restore') {
      targets.push(targetOf(input, index, write.key, identity, write.copy))
    } else if (identity === null) {
      settled.set(index, { type: 'gone' })
    } else if (write.type !== 'adopt' && !identity.isOurs) {
      settled.set(index, { type: 'refused', problems: [], detail: 'The row has no key yet.' })
    } else if (write.type === 'trash') {
      removed.push({ write: index, key: write.externalId, identity })
    } else if (write.type === 'update') {
      targets.push(targetOf(input, index, write.externalId, identity, write.changes))
    } else if (heldOf(identity.row, 'key').isFormula) {
      settled.set(index, { type: 'refused', problems: [], detail: 'The key column has a formula in this row.' })
    } else {
      targets.push(targetOf(input, index, write.key, identity, {}))
    }
  }
  return arrange(input, { places, targets, removed, settled })
}

const targetOf = (
  { layout, schema }: PlanInput,
  write: number,
  key: string,
  identity: Identity | null,
  copy: Partial<Copy>,
): Target => {
  const cells: (readonly [ColumnName, CellWrite])[] = []
  const problems: FieldProblem[] = []
  for (const field of COPY_FIELDS) {
    const value = copy[field]
    if (value === undefined || schema.columns[field] === undefined) continue
    const encoded = encode(field, value, schema, layout)
    if ('problem' in encoded) {
      problems.push(encoded.problem)
      continue
    }
    // A formula is somebody's work: it stays, and the field with it.
    const isTheirs = encoded.cells.some(([column]) =>
      identity === null ? layout.computed.has(column) : heldOf(identity.row, column).isFormula,
    )
    if (isTheirs) problems.push({ field, code: 'unreadable', value: null })
    else cells.push(...encoded.cells)
  }
  const held = identity === null ? null : heldOf(identity.row, 'key')
  if (held?.value !== key && held?.isFormula !== true) cells.push(['key', { text: key }])
  return { write, key, identity, cells, problems }
}

/** Rows of the batch that will be looked at afterwards, in runs. */
export const rowsOf = (steps: readonly Step[]): readonly { readonly first: number; readonly count: number }[] => {
  const rows = [...new Set(steps.flatMap((step) => ('row' in step ? [step.row] : [])))].sort((a, b) => a - b)
  const runs: { first: number; count: number }[] = []
  for (const row of rows) {
    const last = runs.at(-1)
    if (last !== undefined && last.first + last.count === row) last.count += 1
    else runs.push({ first: row, count: 1 })
  }
  return runs
}

/** In one batch a row is written once: a second write of the same one begins another. */
export const partsOf = (writes: readonly MirrorWrite[]): readonly (readonly MirrorWrite[])[] => {
  const parts: MirrorWrite[][] = []
  let seen = new Set<string>()
  for (const write of writes) {
    const names = [...('externalId' in write ? [write.externalId] : []), ...('key' in write ? [write.key] : [])]
    if (parts.length === 0 || names.some((name) => seen.has(name))) {
      parts.push([])
      seen = new Set()
    }
    for (const name of names) seen.add(name)
    parts.at(-1)?.push(write)
  }
  return parts
}
