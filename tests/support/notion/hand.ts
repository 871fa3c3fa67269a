import { makeOption, type Property, regroup } from './schema.ts'
import type { Database, Row, Source } from './things.ts'
import { acceptValue, textPiece } from './values.ts'
import type { Workspace } from './workspace.ts'

/** Values as a person types them: text, a date, names of options or of people. null empties. */
export type Typed = Readonly<Record<string, string | readonly string[] | null | { start: string; end?: string }>>

/** A person in Notion's own app. */
export interface Hand {
  readonly personId: string
  add(values: Typed): string
  edit(pageId: string, values: Typed): void
  /** Rich text of this many pieces, as formatting makes them. */
  format(pageId: string, property: string, pieces: readonly string[]): void
  /** "Duplicate", with everything in it. */
  copy(pageId: string): string
  trash(pageId: string): void
  restore(pageId: string): void
  /** Hidden from the database's views, not in the trash. */
  archive(pageId: string, isArchived?: boolean): void
  /** Out of the database, into another. */
  move(pageId: string, source: Source): void
  /** Out of the trash for good. */
  purge(pageId: string): void
  /** The page, not in the trash, with this text in the property `SparkOne ID`, else with this title. */
  find(keyOrTitle: string): string
  property(name: string): Property
  rename(property: string, name: string): void
  /** Notion forgets a property with all its values. */
  remove(property: string): void
  addProperty(property: Property): void
  renameOption(property: string, name: string, to: string): void
  removeOption(property: string, name: string): void
  addOption(property: string, name: string, group?: string): void
  share(isShared: boolean): void
}

export const createHand = (workspace: Workspace, database: Database, now: () => Date): Hand => {
  const { rows, people, insert, assign } = workspace
  const source = (): Source => {
    const [first] = database.sources
    if (first === undefined) throw new Error('The database has no data source.')
    return first
  }
  const personId = people[0]?.id ?? ''
  const property = (name: string): Property => {
    const found = source().properties.find((one) => one.name === name)
    if (found === undefined) throw new Error(`There is no property ${name}.`)
    return found
  }
  const row = (id: string): Row => {
    const found = rows.get(id)
    if (found === undefined) throw new Error('There is no such page.')
    return found
  }
  const typed = (values: Typed): ReadonlyMap<string, unknown> =>
    new Map(
      Object.entries(values).map(([name, value]) => {
        const one = property(name)
        return [one.id, acceptValue(one, { [one.type]: given(one, value) }, name, people)]
      }),
    )
  const given = ({ type, options }: Property, value: Typed[string]): unknown => {
    const names = (value ?? []) as readonly string[]
    switch (type) {
      case 'title':
      case 'rich_text':
        return value === null
          ? []
          : (String(value)
              .match(/[\s\S]{1,1000}/gu)
              ?.map((content) => ({ text: { content } })) ?? [])
      case 'select':
      case 'status':
        return value === null ? null : { id: options.find(({ name }) => name === value)?.id }
      case 'multi_select':
        return names.map((name) => ({ name }))
      case 'people':
        return names.map((name) => ({ id: people.find((person) => person.name === name)?.id }))
      case 'date':
        return typeof value === 'string' ? { start: value } : value
      default:
        return value
    }
  }
  const touch = (one: Row): void => {
    one.editedAt = now()
    one.editedBy = personId
  }
  const textOf = (one: Row, name: string): string => {
    const pieces = one.values.get(property(name).id) as readonly { plain_text: string }[]
    return pieces.map(({ plain_text }) => plain_text).join('')
  }

  return {
    personId,
    add: (values) => {
      const one = insert(source(), personId)
      assign(one, typed(values), personId)
      return one.id
    },
    edit: (id, values) => assign(row(id), typed(values), personId),
    format: (id, name, pieces) => {
      assign(row(id), new Map([[property(name).id, pieces.map(textPiece)]]), personId)
    },
    copy: (id) => {
      const one = insert(source(), personId)
      assign(one, new Map(row(id).values), personId)
      return one.id
    },
    trash: (id) => {
      row(id).inTrash = true
      touch(row(id))
    },
    restore: (id) => {
      row(id).inTrash = false
      touch(row(id))
    },
    archive: (id, isArchived = true) => {
      row(id).isArchived = isArchived
      touch(row(id))
    },
    move: (id, to) => {
      const one = row(id)
      const from = workspace.bySource.get(one.sourceId)
      from?.splice(from.indexOf(one), 1)
      one.sourceId = to.id
      workspace.bySource.set(to.id, [...(workspace.bySource.get(to.id) ?? []), one])
      touch(one)
    },
    purge: (id) => {
      const list = workspace.bySource.get(row(id).sourceId)
      list?.splice(list.indexOf(row(id)), 1)
      rows.delete(id)
    },
    find: (keyOrTitle) => {
      const title = source().properties.find(({ type }) => type === 'title')?.name ?? ''
      const there = (workspace.bySource.get(source().id) ?? []).filter(({ inTrash }) => !inTrash)
      const found =
        there.find((one) => textOf(one, 'SparkOne ID') === keyOrTitle) ??
        there.find((one) => textOf(one, title) === keyOrTitle)
      if (found === undefined) throw new Error('There is no such page.')
      return found.id
    },
    property,
    rename: (name, to) => {
      property(name).name = to
    },
    remove: (name) => {
      const { properties } = source()
      properties.splice(properties.indexOf(property(name)), 1)
    },
    addProperty: (one) => {
      source().properties.push(one)
    },
    renameOption: (name, option, to) => {
      const found = property(name).options.find((one) => one.name === option)
      if (found !== undefined) found.name = to
    },
    removeOption: (name, option) => {
      const { options } = property(name)
      const index = options.findIndex((one) => one.name === option)
      if (index >= 0) options.splice(index, 1)
    },
    addOption: (name, option, group) => {
      property(name).options.push(makeOption(option))
      if (group !== undefined) regroup(property(name), option, group)
    },
    share: (isShared) => {
      database.isShared = isShared
    },
  }
}
