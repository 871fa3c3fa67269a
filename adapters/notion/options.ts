import { folded } from '../../core/kernel/text.ts'
import type { SchemaProperty } from './wire.ts'

/** What the options of one property mean. */
export interface OptionMap<V extends string> {
  /** The id of the option to write a value with; absent: there is none. Written by name, one could come into being. */
  readonly write: ReadonlyMap<V, string>
  /** What an option means, by its id, which survives a new name; absent: nothing that we know. */
  readonly read: ReadonlyMap<string, V>
  /** Values without an option, in order. */
  readonly missing: readonly V[]
}

interface Wanted<V extends string> {
  readonly usual: Readonly<Record<V, readonly string[]>>
  readonly configured: Partial<Record<V, string>>
  /** What a group of a status property means. */
  readonly groups?: Readonly<Record<string, V>>
}

/** Matches options by name: the configured one alone where there is one, else the usual ones, the first present. */
export const mapOptions = <V extends string>(property: SchemaProperty, wanted: Wanted<V>): OptionMap<V> => {
  const { options = [], groups } = property.status ?? property.select ?? {}
  const read = new Map<string, V>()
  const write = new Map<V, string>()
  const values = Object.keys(wanted.usual) as V[]
  for (const value of values) {
    const configured = wanted.configured[value]
    const names = configured === undefined ? wanted.usual[value] : [folded(configured)]
    for (const name of names) {
      for (const option of options) {
        if (folded(option.name.trim()) !== name || read.has(option.id)) continue
        read.set(option.id, value)
        if (!write.has(value)) write.set(value, option.id)
      }
    }
  }
  // An option of their own making still stands in a group: "Bloqueada" under "In progress".
  for (const group of groups ?? []) {
    const value = wanted.groups?.[folded(group.name)]
    for (const option of options) {
      if (value === undefined || read.has(option.id) || !group.option_ids.includes(option.id)) continue
      read.set(option.id, value)
    }
  }
  return { read, write, missing: values.filter((value) => !write.has(value)) }
}
