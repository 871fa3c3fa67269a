import type { sheets_v4 } from '@googleapis/sheets'
import type { Places } from './identity.ts'
import type { Anchor, Layout } from './layout.ts'
import { ANCHOR } from './settings.ts'

type Request = sheets_v4.Schema$Request

export const rowRange = (
  { sheetId }: Pick<Layout, 'sheetId'>,
  startIndex: number,
  count = 1,
): sheets_v4.Schema$DimensionRange => ({ sheetId, dimension: 'ROWS', startIndex, endIndex: startIndex + count })

/**
 * Does nothing when that anchor stands on that row in the moment of the batch; else refused, and the whole batch with it:
 * taken away only from there, it would be made a second time while it is still elsewhere, and ids are unique. So nothing is
 * written by a row's number after a person inserted, removed or moved rows.
 */
const guardOf = (layout: Layout, { id, value }: Anchor, row: number): readonly [Request, Request] => [
  {
    deleteDeveloperMetadata: {
      dataFilter: {
        developerMetadataLookup: {
          metadataId: id,
          locationMatchingStrategy: 'EXACT_LOCATION',
          metadataLocation: { dimensionRange: rowRange(layout, row) },
        },
      },
    },
  },
  creation(layout, { id, value }, row),
]

/** The guards of one batch, each of their requests by its place in it. None where Sheets refuses them. */
export const guarding = (layout: Layout, isGuarded: boolean) => {
  const guards = new Map<number, string>()
  /** `place`: where in the batch its first request stands. */
  const guard = (anchor: Anchor, row: number, place: number): readonly Request[] => {
    if (!isGuarded) return []
    const requests = guardOf(layout, anchor, row)
    for (const offset of requests.keys()) guards.set(place + offset, `${anchor.id}@${row}`)
    return requests
  }
  return { guards, guard }
}

/** Leaves exactly one anchor of that key, on that row, which had none. */
export const anchorRequests = (
  layout: Layout,
  places: Places,
  { id, key, row }: { readonly id: number; readonly key: string; readonly row: number },
): readonly Request[] => [...staleAnchors(places, key, row), creation(layout, { id, value: key }, row)]

/** Anchors of that key on other rows, to be taken away. */
export const staleAnchors = (places: Places, key: string, row: number): readonly Request[] =>
  places
    .anchors(key)
    .filter((anchor) => anchor.row !== row)
    .map(({ id }) => deletion(id))

export const deletion = (metadataId: number): Request => ({
  deleteDeveloperMetadata: { dataFilter: { developerMetadataLookup: { metadataId } } },
})

export const creation = (
  layout: Layout,
  { id: metadataId, value: metadataValue }: Anchor,
  row: number,
  metadataKey: string = ANCHOR,
): Request => ({
  createDeveloperMetadata: {
    developerMetadata: {
      metadataId,
      metadataKey,
      metadataValue,
      // Other programs of the same spreadsheet do not see it.
      visibility: 'PROJECT',
      location: { dimensionRange: rowRange(layout, row) },
    },
  },
})
