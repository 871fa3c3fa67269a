import { bodyInvalid, invalid } from './problem.ts'

export interface Option {
  readonly id: string
  name: string
  readonly color: string
}

/** A property of a data source. Ids are short, random and percent-encoded, the title's is `title`. */
export interface Property {
  readonly id: string
  name: string
  type: string
  options: Option[]
  groups: { readonly id: string; readonly name: string; readonly color: string; readonly option_ids: string[] }[]
}

const COLORS = ['default', 'gray', 'brown', 'orange', 'yellow', 'green', 'blue', 'purple', 'pink', 'red']
const READ_ONLY = new Set(['formula', 'rollup', 'unique_id', 'created_time', 'last_edited_time', 'created_by'])
const WRITABLE = new Set(
  'title rich_text select status multi_select date people checkbox number url email phone_number'.split(' '),
)
let serial = 0

export const isReadOnly = ({ type }: Property): boolean => READ_ONLY.has(type)

export const makeOption = (name: string): Option => ({
  id: crypto.randomUUID(),
  name,
  color: COLORS[name.length % COLORS.length] ?? 'default',
})

export const makeProperty = (name: string, type: string, options: readonly string[] = []): Property => {
  serial += 1
  const made = options.map(makeOption)
  // The three groups are Notion's; where an option made by API goes nobody may choose: to the first.
  const groups = ['To-do', 'In progress', 'Complete'].map((group, index) => ({
    id: crypto.randomUUID(),
    name: group,
    color: 'gray',
    option_ids: index === 0 ? made.map(({ id }) => id) : [],
  }))
  const id = type === 'title' ? 'title' : `${'%3A%5Cx'.slice(0, 6)}${serial.toString(36)}`
  return { id, name, type, options: made, groups: type === 'status' ? groups : [] }
}

/** Moves an option of a status property to a group, as only a person can. */
export const regroup = (property: Property, name: string, group: string): void => {
  const option = property.options.find((one) => one.name === name)
  for (const one of property.groups) {
    const index = one.option_ids.indexOf(option?.id ?? '')
    if (index >= 0) one.option_ids.splice(index, 1)
    if (one.name === group && option !== undefined) one.option_ids.push(option.id)
  }
}

export const shownProperty = ({ id, name, type, options, groups }: Property): Record<string, unknown> => {
  const shown = options.map((option) => ({ ...option, description: null }))
  const detail =
    type === 'status'
      ? { options: shown, groups }
      : type === 'select' || type === 'multi_select'
        ? { options: shown }
        : {}
  return { id, name, type, description: null, [type]: detail }
}

/** The schema of a database that is created by API. */
export const readSchema = (given: unknown): Property[] => {
  if (typeof given !== 'object' || given === null) throw bodyInvalid('initial_data_source.properties', 'an object')
  const properties = Object.entries(given).map(([name, config]) => {
    const [type, ...others] = Object.keys(config as object).filter((key) => key !== 'type' && key !== 'description')
    const path = `initial_data_source.properties.${name}`
    if (type === undefined || others.length > 0) throw bodyInvalid(path, 'one property configuration')
    if (!WRITABLE.has(type) && !READ_ONLY.has(type)) throw bodyInvalid(path, 'a known property configuration')
    const detail = (config as Record<string, { options?: readonly { name?: unknown }[] }>)[type]
    const names = (detail?.options ?? []).map((option, index) => {
      if (typeof option.name !== 'string') throw bodyInvalid(`${path}.${type}.options[${index}].name`, 'a string')
      if (option.name.includes(',')) throw invalid(`Option names cannot contain commas: ${option.name}`)
      return option.name
    })
    return makeProperty(name, type, names)
  })
  if (properties.filter(({ type }) => type === 'title').length !== 1) throw invalid('Title is not provided')
  return properties
}

/** What `sparkone mirror setup` makes, and what people here have: status, dates, people, labels, and the key. */
export const taskSchema = (options: { status?: 'status' | 'select' } = {}): Property[] => {
  const { status = 'select' } = options
  return [
    makeProperty('Nome', 'title'),
    makeProperty('Situação', status, ['A fazer', 'Em andamento', 'Concluída', 'Cancelada']),
    makeProperty('Prazo', 'date'),
    makeProperty('Prioridade', 'select', ['Baixa', 'Média', 'Alta', 'Urgente']),
    makeProperty('Responsável', 'people'),
    makeProperty('Etiquetas', 'multi_select', ['casa', 'servidor', 'urgência']),
    makeProperty('Descrição', 'rich_text'),
    makeProperty('Custo', 'number'),
    makeProperty('Resumo', 'formula'),
    makeProperty('SparkOne ID', 'rich_text'),
  ]
}
