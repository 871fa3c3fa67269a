import { ARCHIVED, bodyInvalid, invalid, notFound } from './problem.ts'
import { runQuery } from './query.ts'
import { type Property, readSchema } from './schema.ts'
import { shownDatabase, shownPage, shownSource } from './shown.ts'
import type { Database, Row, Source } from './things.ts'
import { acceptValue, emptyValue, type Person, type Showing, type Stored, shownPerson, shownValue } from './values.ts'

export interface WorkspaceOptions {
  readonly now: () => Date
  /** Rows one query gives at most, over all its pages. */
  readonly most: number
  readonly archives: boolean
  readonly connection: { readonly id: string; readonly name: string }
}

type Json = Record<string, unknown>
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const compact = (id: string): string => id.replaceAll('-', '')

/** All there is, and what the API does with it, as one connection sees it. */
export const createWorkspace = ({ now, most, archives, connection }: WorkspaceOptions) => {
  const databases: Database[] = []
  const pages = new Set<string>()
  const rows = new Map<string, Row>()
  const bySource = new Map<string, Row[]>()
  const people: Person[] = ['Ana', 'Bruno'].map((name) => ({
    id: crypto.randomUUID(),
    name,
    email: `${name.toLowerCase()}@example.org`,
  }))
  const showing: { people: readonly Person[]; users: Showing['users'] } = { people, users: 'emails' }

  const sources = (): Source[] => databases.flatMap((database) => database.sources)
  const missing = (what: string, id: string) => notFound(what, id, connection.name)
  const same = (one: string, other: string) => compact(one) === compact(other)

  const databaseOf = (id: string): Database => {
    const found = databases.find((database) => same(database.id, id) && database.isShared)
    if (found === undefined) throw missing('database', id)
    return found
  }
  const sourceOf = (id: string): Source => {
    const found = sources().find((source) => same(source.id, id))
    if (found === undefined || !databases.some(({ id: one, isShared }) => one === found.databaseId && isShared)) {
      throw missing('data_source', id)
    }
    return found
  }
  const rowOf = (id: string): { row: Row; source: Source } => {
    if (!/^[0-9a-f-]{32,36}$/.test(id)) throw invalid(`path failed validation: path.page_id should be a valid uuid.`)
    const row = rows.get(id)
    if (row === undefined) throw missing('page', id)
    try {
      return { row, source: sourceOf(row.sourceId) }
    } catch {
      throw missing('page', id)
    }
  }
  const propertyOf = (source: Source, name: string): Property => {
    const found = source.properties.find(
      ({ id, name: theirs }) => id === name || theirs === name || decodeURIComponent(id) === name,
    )
    if (found === undefined) throw invalid(`${name} is not a property that exists.`)
    return found
  }

  const insert = (source: Source, createdBy: string): Row => {
    const row: Row = {
      id: crypto.randomUUID(),
      sourceId: source.id,
      createdAt: now(),
      editedAt: now(),
      createdBy,
      editedBy: createdBy,
      inTrash: false,
      isArchived: false,
      values: new Map(source.properties.map((property) => [property.id, emptyValue(property)])),
    }
    rows.set(row.id, row)
    const list = bySource.get(source.id)
    if (list === undefined) bySource.set(source.id, [row])
    else list.push(row)
    return row
  }

  const accepted = (source: Source, given: unknown): ReadonlyMap<string, Stored> => {
    if (!isObject(given)) throw bodyInvalid('properties', 'an object')
    return new Map(
      Object.entries(given).map(([name, value]) => {
        const property = propertyOf(source, name)
        return [property.id, acceptValue(property, value, `properties.${name}`, people)]
      }),
    )
  }
  const assign = (row: Row, values: ReadonlyMap<string, Stored>, by: string): void => {
    for (const [id, value] of values) row.values.set(id, value)
    row.editedAt = now()
    row.editedBy = by
  }

  const shown = (found: { row: Row; source: Source }, only: readonly string[] = []): Json => {
    const properties = only.length === 0 ? found.source.properties : only.map((name) => propertyOf(found.source, name))
    return shownPage(found.row, found.source, properties, showing)
  }

  const addDatabase = (title: string, schemas: readonly (readonly Property[])[]): Database => {
    const id = crypto.randomUUID()
    const made = schemas.map((properties, index) => ({
      id: crypto.randomUUID(),
      name: index === 0 ? title : `${title} ${index + 1}`,
      databaseId: id,
      properties: [...properties],
    }))
    const database: Database = { id, title, isShared: true, inTrash: false, sources: made }
    databases.push(database)
    return database
  }

  const sourceOfParent = (parent: unknown): Source => {
    if (!isObject(parent)) throw bodyInvalid('parent', 'defined')
    if (typeof parent.data_source_id === 'string') return sourceOf(parent.data_source_id)
    if (typeof parent.database_id !== 'string') throw bodyInvalid('parent.data_source_id', 'defined')
    const [only, another] = databaseOf(parent.database_id).sources
    if (only === undefined || another !== undefined) {
      throw invalid('Databases with multiple data sources are not supported in this API version.')
    }
    return only
  }
  const refuseOthers = (body: Json, known: readonly string[]): void => {
    const unknown = Object.keys(body).find((key) => !known.includes(key))
    if (unknown !== undefined)
      throw bodyInvalid(unknown, `not present, instead was \`${JSON.stringify(body[unknown])}\``)
  }

  const api = {
    me: (): Json => ({
      object: 'user',
      ...connection,
      avatar_url: null,
      type: 'bot',
      bot: { owner: { type: 'workspace', workspace: true }, workspace_name: 'Casa' },
    }),
    users: (): Json => ({
      object: 'list',
      results: people.map((person) => shownPerson(person, showing.users)),
      next_cursor: null,
      has_more: false,
      type: 'user',
      user: {},
    }),
    database: (id: string): Json => shownDatabase(databaseOf(id)),
    createDatabase: (body: Json): Json => {
      refuseOthers(body, ['parent', 'title', 'description', 'is_inline', 'initial_data_source', 'icon', 'cover'])
      const parent = isObject(body.parent) ? body.parent : {}
      const pageId = String(parent.page_id)
      if (![...pages].some((page) => same(page, pageId))) throw missing('page', pageId)
      const title = Array.isArray(body.title) ? (body.title as { text: { content: string } }[]) : []
      const source = isObject(body.initial_data_source) ? body.initial_data_source : {}
      const name = title.map(({ text }) => text.content).join('')
      return shownDatabase(addDatabase(name, [readSchema(source.properties)]))
    },
    source: (id: string): Json => {
      const source = sourceOf(id)
      const database = databases.find((one) => one.id === source.databaseId)
      return shownSource(source, database?.inTrash ?? false)
    },
    query: (id: string, body: Json, only: readonly string[]): Json => {
      const source = sourceOf(id)
      for (const name of only) propertyOf(source, name)
      const answer = runQuery(body, {
        properties: source.properties,
        rows: bySource.get(source.id) ?? [],
        most,
        archives,
      })
      return {
        object: 'list',
        results: answer.rows.map((row) => shown({ row, source }, only)),
        next_cursor: answer.nextCursor,
        has_more: answer.nextCursor !== null,
        type: 'page_or_data_source',
        page_or_data_source: {},
        ...(answer.isCut
          ? { request_status: { type: 'incomplete', incomplete_reason: 'query_result_limit_reached' } }
          : {}),
      }
    },
    createPage: (body: Json): Json => {
      refuseOthers(body, ['parent', 'properties', 'icon', 'cover', 'children', 'template', 'position'])
      const source = sourceOfParent(body.parent)
      const values = accepted(source, body.properties ?? {})
      const row = insert(source, connection.id)
      assign(row, values, connection.id)
      return shown({ row, source })
    },
    page: (id: string, only: readonly string[]): Json => shown(rowOf(id), only),
    updatePage: (id: string, body: Json): Json => {
      refuseOthers(body, ['properties', 'icon', 'cover', 'in_trash', 'is_locked', 'template', 'erase_content'])
      const { row, source } = rowOf(id)
      if (row.inTrash && (body.in_trash !== false || body.properties !== undefined)) throw invalid(ARCHIVED)
      const values = accepted(source, body.properties ?? {})
      if (typeof body.in_trash === 'boolean') row.inTrash = body.in_trash
      assign(row, values, connection.id)
      return shown({ row, source })
    },
    propertyItems: (pageId: string, name: string, query: URLSearchParams): Json => {
      const { row, source } = rowOf(pageId)
      const property = propertyOf(source, name)
      const value = shownValue(property, row.values.get(property.id), showing)
      const { id, type } = property
      const item = (one: unknown): Json => ({ object: 'property_item', id, type, [type]: one })
      if (!Array.isArray(value) || type === 'multi_select') return item(value)
      const size = Number(query.get('page_size') ?? 100)
      const from = Number(query.get('start_cursor') ?? 0)
      if (size > 100) throw invalid('query failed validation: query.page_size should be ≤ `100`.')
      const next = from + size < value.length ? String(from + size) : null
      return {
        object: 'list',
        results: value.slice(from, from + size).map(item),
        next_cursor: next,
        has_more: next !== null,
        type: 'property_item',
        property_item: { id, type, [type]: {}, next_url: next },
      }
    },
  }

  return { api, databases, pages, rows, people, showing, addDatabase, insert, assign, sources, bySource }
}

export type Workspace = ReturnType<typeof createWorkspace>
