import { bodyInvalid, invalid } from './problem.ts'
import { isReadOnly, makeOption, type Property } from './schema.ts'

/** What a page holds of one property: a list of pieces, option ids, a date, … as its type has it. */
export type Stored = unknown

export interface Person {
  readonly id: string
  readonly name: string
  readonly email: string
}

type Json = Record<string, unknown>
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Limits of https://developers.notion.com/reference/request-limits */
const TEXT_MAX = 2000
const LIST_MAX = 100
const OPTION_MAX = 100
/** More than this many in a page object are left out. */
export const REFERENCES_SHOWN = 25

export const textPiece = (content: string): Json => ({
  type: 'text',
  text: { content, link: null },
  annotations: { bold: false, italic: false, strikethrough: false, underline: false, code: false, color: 'default' },
  plain_text: content,
  href: null,
})

export const emptyValue = ({ type, options }: Property): Stored => {
  if (type === 'status') return options[0]?.id ?? null
  if (type === 'checkbox') return false
  return ['title', 'rich_text', 'multi_select', 'people'].includes(type) ? [] : null
}

/** Checks what the API is given for one property, and gives what the page keeps. May add options, as the API does. */
export const acceptValue = (property: Property, given: unknown, path: string, people: readonly Person[]): Stored => {
  const { type, name } = property
  if (isReadOnly(property)) throw invalid(`${name} is read only.`)
  if (!isObject(given)) throw bodyInvalid(path, 'an object')
  const keys = Object.keys(given).filter((key) => key !== 'type')
  if (keys.length !== 1 || keys[0] !== type) throw invalid(`${name} is expected to be ${type}.`)
  const value = given[type]
  const inside = `${path}.${type}`
  switch (type) {
    case 'title':
    case 'rich_text':
      return acceptText(value, inside)
    case 'select':
    case 'status':
      return value === null && type === 'select' ? null : acceptOption(property, value, inside)
    case 'multi_select':
      return [...new Set(list(value, inside).map((one, index) => acceptOption(property, one, `${inside}[${index}]`)))]
    case 'date':
      return value === null ? null : acceptDate(value, inside)
    case 'people':
      return list(value, inside).map((one) => acceptPerson(one, people))
    case 'checkbox':
      if (typeof value !== 'boolean') throw bodyInvalid(inside, 'a boolean')
      return value
    default:
      if (typeof value === 'string' && value === '') throw bodyInvalid(inside, 'not empty')
      return value
  }
}

const list = (value: unknown, path: string): readonly unknown[] => {
  if (!Array.isArray(value)) throw bodyInvalid(path, 'an array')
  if (value.length > LIST_MAX) throw bodyInvalid(`${path}.length`, `≤ \`${LIST_MAX}\`, instead was \`${value.length}\``)
  return value
}

const acceptText = (value: unknown, path: string): Json[] =>
  list(value, path).map((piece, index) => {
    const at = `${path}[${index}].text.content`
    const content = isObject(piece) && isObject(piece.text) ? piece.text.content : undefined
    if (typeof content !== 'string') throw bodyInvalid(at, 'a string')
    if (content.length > TEXT_MAX)
      throw bodyInvalid(`${at}.length`, `≤ \`${TEXT_MAX}\`, instead was \`${content.length}\``)
    if (!content.isWellFormed()) throw bodyInvalid(at, 'well-formed Unicode')
    return textPiece(content)
  })

const acceptOption = (property: Property, value: unknown, path: string): string => {
  if (!isObject(value)) throw bodyInvalid(path, 'an object')
  const { id, name, color } = value
  const found = property.options.find((option) => (id === undefined ? option.name === name : option.id === id))
  if (found !== undefined) {
    if (color !== undefined && color !== found.color) {
      throw invalid(`Cannot update color of select with name: ${found.name}. Color doesn't match existing.`)
    }
    return found.id
  }
  const label = JSON.stringify(id ?? name)
  if (property.type === 'status') throw invalid(`Invalid status option. Status option ${label} does not exist".`)
  if (typeof name !== 'string') throw invalid(`Invalid select option. Select option ${label} does not exist.`)
  if (name === '') throw bodyInvalid(`${path}.name`, 'not empty')
  if (name.length > OPTION_MAX) throw bodyInvalid(`${path}.name.length`, `≤ \`${OPTION_MAX}\``)
  if (name.includes(',')) throw invalid(`Invalid select option, commas not allowed: ${name}`)
  const made = makeOption(name)
  property.options.push(made)
  return made.id
}

const DATE = /^\d{4}-\d{2}-\d{2}$/
const MOMENT = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?$/

const acceptDate = (value: unknown, path: string): Json => {
  if (!isObject(value)) throw bodyInvalid(path, 'an object')
  const { start, end = null, time_zone = null } = value
  const zone = time_zone === null ? null : String(time_zone)
  return {
    start: acceptMoment(start, zone, `${path}.start`),
    end: end === null ? null : acceptMoment(end, zone, `${path}.end`),
    // Answers never have one: https://developers.notion.com/changelog/time-zone-support
    time_zone: null,
  }
}

const acceptMoment = (value: unknown, zone: string | null, path: string): string => {
  if (typeof value !== 'string') throw bodyInvalid(path, 'a valid ISO 8601 date string')
  if (DATE.test(value)) {
    if (zone !== null) throw bodyInvalid(path, 'a date with a time, since there is a time zone')
    return value
  }
  const [, wall, offset] = MOMENT.exec(value) ?? []
  if (wall === undefined || Number.isNaN(Date.parse(`${wall}Z`)))
    throw bodyInvalid(path, 'a valid ISO 8601 date string')
  if (zone !== null && offset !== undefined) throw bodyInvalid(path, 'without an offset, since there is a time zone')
  const seconds = wall.length === 16 ? `${wall}:00` : wall.slice(0, 19)
  return `${seconds}.000${offset === undefined || offset === 'Z' ? '+00:00' : offset}`
}

const acceptPerson = (value: unknown, people: readonly Person[]): string => {
  const id = isObject(value) ? value.id : undefined
  const found = people.find((person) => person.id === id)
  if (found === undefined) throw invalid(`User ${JSON.stringify(id)} does not exist in this workspace.`)
  return found.id
}

export interface Showing {
  readonly people: readonly Person[]
  /** What the connection may know of users. */
  readonly users: 'none' | 'names' | 'emails'
}

export const shownPerson = ({ id, name, email }: Person, users: Showing['users']): Json => {
  if (users === 'none') return { object: 'user', id }
  const person = users === 'emails' ? { email } : {}
  return { object: 'user', id, name, avatar_url: null, type: 'person', person }
}

/** One value in the shape of its type, whole. */
export const shownValue = (property: Property, stored: Stored, { people, users }: Showing): unknown => {
  const option = (id: unknown): unknown => property.options.find((one) => one.id === id) ?? null
  switch (property.type) {
    case 'select':
    case 'status':
      return option(stored)
    case 'multi_select':
      return (stored as readonly string[]).map(option).filter((one) => one !== null)
    case 'people':
      return (stored as readonly string[]).flatMap((id) =>
        people.filter((person) => person.id === id).map((person) => shownPerson(person, users)),
      )
    case 'formula':
      return { type: 'string', string: '' }
    default:
      return stored
  }
}
