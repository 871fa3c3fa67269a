import { minute } from './query.ts'
import { type Property, shownProperty } from './schema.ts'
import type { Database, Row, Source } from './things.ts'
import { emptyValue, REFERENCES_SHOWN, type Showing, shownValue, textPiece } from './values.ts'

type Json = Record<string, unknown>
const compact = (id: string): string => id.replaceAll('-', '')

/** A page object with these properties: https://developers.notion.com/reference/page */
export const shownPage = (row: Row, source: Source, wanted: readonly Property[], showing: Showing): Json => {
  const properties = wanted.map((property) => {
    const value = shownValue(property, row.values.get(property.id) ?? emptyValue(property), showing)
    const isCut = Array.isArray(value) && property.type !== 'multi_select'
    const shown = isCut ? (value as unknown[]).slice(0, REFERENCES_SHOWN) : value
    return [property.name, { id: property.id, type: property.type, [property.type]: shown }]
  })
  return {
    object: 'page',
    id: row.id,
    created_time: minute(row.createdAt),
    last_edited_time: minute(row.editedAt),
    created_by: { object: 'user', id: row.createdBy },
    last_edited_by: { object: 'user', id: row.editedBy },
    cover: null,
    icon: null,
    parent: { type: 'data_source_id', data_source_id: source.id, database_id: source.databaseId },
    in_trash: row.inTrash,
    is_archived: row.isArchived,
    is_locked: false,
    properties: Object.fromEntries(properties),
    url: `https://www.notion.so/${compact(row.id)}`,
    public_url: null,
  }
}

/** The container, without the properties: https://developers.notion.com/reference/database */
export const shownDatabase = (database: Database): Json => ({
  object: 'database',
  id: database.id,
  title: [textPiece(database.title)],
  description: [],
  parent: { type: 'page_id', page_id: crypto.randomUUID() },
  is_inline: false,
  in_trash: database.inTrash,
  is_locked: false,
  data_sources: database.sources.map(({ id, name }) => ({ id, name })),
  url: `https://www.notion.so/${compact(database.id)}`,
  public_url: null,
})

/** The table, with its schema: https://developers.notion.com/reference/data-source */
export const shownSource = ({ id, name, databaseId, properties }: Source, inTrash: boolean): Json => ({
  object: 'data_source',
  id,
  title: [textPiece(name)],
  description: [],
  parent: { type: 'database_id', database_id: databaseId },
  is_inline: false,
  in_trash: inTrash,
  properties: Object.fromEntries(properties.map((property) => [property.name, shownProperty(property)])),
  url: `https://www.notion.so/${compact(databaseId)}`,
  public_url: null,
})
