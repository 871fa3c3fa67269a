import type { sheets_v4 } from '@googleapis/sheets'
import { anchorRequests, deletion, guarding, rowRange, staleAnchors } from './anchor-requests.ts'
import { cellRequests } from './cell-requests.ts'
import { type Places, strayAnchors } from './identity.ts'
import type { Anchor, Layout } from './layout.ts'
import type { Leaving, Plan, PlanInput, Step, Target } from './step.ts'

type Request = sheets_v4.Schema$Request

interface Parts {
  readonly places: Places
  readonly targets: readonly Target[]
  readonly removed: readonly Leaving[]
  readonly settled: ReadonlyMap<number, Step>
}

/** Empty rows above those that go, besides as many as go: with them, rows inserted meanwhile push only empty ones there. */
const SPARE = 5
/** Anchors that one batch takes away besides its own. */
const MOST_STRAYS = 500

/**
 * First what changes rows where they stand, then new rows below the last one, then the rows that go to the end, from the
 * bottom up, so that no request moves a row another one means.
 */
export const arrange = (input: PlanInput, { places, targets, removed, settled }: Parts): Plan => {
  const { layout, writes, taken, isGuarded } = input
  const requests: Request[] = []
  const owners: number[] = []
  const { guards, guard } = guarding(layout, isGuarded)
  const add = (write: number, ...more: readonly Request[]): void => {
    requests.push(...more)
    owners.push(...more.map(() => write))
  }
  const anchors = new Map<number, number>()
  const anchor = (write: number, key: string, row: number): void => {
    const right = places.anchors(key).find((one) => one.row === row)
    const id = right?.id ?? places.freeId(key, taken)
    anchors.set(write, id)
    if (right === undefined) {
      add(write, ...anchorRequests(layout, places, { id, key, row }))
      return
    }
    add(write, ...guard(right, row, requests.length))
    add(write, ...staleAnchors(places, key, row))
  }
  const fresh = targets.filter(({ identity }) => identity === null)
  const bare = [...targets, ...removed].flatMap(({ key, identity }) =>
    identity === null || identity.row.anchors.some(({ value }) => value === key) ? [] : [identity.row.index],
  )
  for (const [row, near] of neighboursOf(layout, bare)) add(0, ...guard(near, row, requests.length))
  const gone = removed.toSorted((one, other) => other.identity.row.index - one.identity.row.index)
  const after = (index: number): number => index - gone.filter(({ identity }) => identity.row.index < index).length
  const rows = new Map<number, number>()

  for (const { write, key, identity, cells } of targets) {
    if (identity === null) continue
    const { index } = identity.row
    anchor(write, key, index)
    add(write, ...cellRequests(input, index, cells))
    rows.set(write, after(index))
  }
  for (const { write, key, identity } of gone) anchor(write, key, identity.row.index)

  const spare = gone.length > 0 ? gone.length + SPARE : fresh.length > 0 ? 1 : 0
  const lacking = Math.max(0, layout.end + spare - layout.rowCount)
  const first = fresh[0]?.write ?? gone[0]?.write ?? 0
  if (lacking > 0) add(first, { appendDimension: { sheetId: layout.sheetId, dimension: 'ROWS', length: lacking } })
  if (fresh.length > 0) add(first, inserted(layout, fresh.length))
  for (const [offset, { write, key, cells }] of fresh.entries()) {
    const index = layout.end + offset
    add(write, ...cellRequests(input, index, cells))
    anchor(write, key, index)
    rows.set(write, after(index))
  }

  const destinationIndex = layout.rowCount + lacking + fresh.length - 1
  for (const [place, { write, identity }] of gone.entries()) {
    add(write, { moveDimension: { source: rowRange(layout, identity.row.index), destinationIndex } })
    rows.set(write, destinationIndex - gone.length + place)
  }

  // Left behind, each would one day stand on a row that a person writes anew.
  const anchored = new Set([...targets, ...removed].map(({ key }) => key))
  const strays = strayAnchors(layout).filter(({ value }) => !anchored.has(value))
  if (requests.length > 0) add(first, ...strays.slice(0, MOST_STRAYS).map(({ id }) => deletion(id)))

  const puts = new Map(targets.map((target) => [target.write, target]))
  const leaving = new Map(removed.map((one) => [one.write, one]))
  const steps = writes.map((_, write): Step => {
    const row = rows.get(write) ?? 0
    const goes = leaving.get(write)
    if (goes !== undefined) return { type: 'removed', identity: goes.identity, key: goes.key, row }
    const { key = '', identity = null, cells = [], problems = [] } = puts.get(write) ?? {}
    const before = identity?.row ?? null
    return settled.get(write) ?? { type: 'put', key, row, before, anchor: anchors.get(write) ?? null, cells, problems }
  })
  return { requests, owners, guards, steps }
}

/** For rows without an anchor of their own the next one below, which moves whenever they do; without one, that above. */
export const neighboursOf = ({ rows }: Layout, bare: readonly number[]): ReadonlyMap<number, Anchor> => {
  const found = new Map<number, Anchor>()
  for (const index of bare) {
    const below = rows.find((row) => row.index >= index && row.anchors.length > 0)
    const near = below ?? rows.findLast(({ anchors }) => anchors.length > 0)
    const [anchor] = near?.anchors ?? []
    if (near !== undefined && anchor !== undefined) found.set(near.index, anchor)
  }
  return found
}

/**
 * New rows look like the one above, but never like the header. Nothing can be inserted after the last row of the grid,
 * hence an empty one; written below it instead, they would hit what a person pushed down meanwhile.
 */
const inserted = (layout: Layout, count: number): Request => ({
  insertDimension: { range: rowRange(layout, layout.end, count), inheritFromBefore: layout.rows.length > 0 },
})

/** Takes away rows that stand at the end by now, each only if its anchor is there. From the bottom up. */
export const deletions = (
  layout: Layout,
  rows: readonly { readonly row: number; readonly anchor: Anchor }[],
  isGuarded: boolean,
): Pick<Plan, 'requests' | 'guards'> => {
  const requests: Request[] = []
  const { guards, guard } = guarding(layout, isGuarded)
  for (const { row, anchor } of rows.toSorted((one, other) => other.row - one.row)) {
    requests.push(...guard(anchor, row, requests.length))
    requests.push({ deleteDimension: { range: rowRange(layout, row) } })
  }
  return { requests, guards }
}
