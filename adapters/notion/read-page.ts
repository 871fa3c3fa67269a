import { z } from 'zod'
import { lengthOf } from '../../core/kernel/text.ts'
import { COPY_FIELDS, type Copy, type CopyField, type FieldProblem, type RemoteEntry } from '../../core/sync/ports.ts'
import { NotionDate, readDue } from './due.ts'
import { learnLabels } from './label.ts'
import { type Mapping, sameId } from './mapping.ts'
import { joinText } from './rich-text.ts'
import type { Source } from './source.ts'
import { type Page, type PageProperty, RichText, User } from './wire.ts'

/** From here on a page object may leave out the rest: https://developers.notion.com/reference/retrieve-a-page */
const CUT_AT = 25

const Option = z.object({ id: z.string(), name: z.string() }).nullable()
const Options = z.array(z.object({ id: z.string(), name: z.string() }))
const People = z.array(User)

type Read<F extends CopyField> = { readonly value: Copy[F] } | { readonly problem: FieldProblem } | 'empty'

/** A page as core knows it. Properties that are cut must have been completed before. */
export const readPage = (page: Page, { mapping, botId }: Source): RemoteEntry => {
  const fields: { -readonly [F in CopyField]?: Copy[F] } = {}
  const problems: FieldProblem[] = []
  const take = <F extends CopyField>(field: F, read: (property: PageProperty) => Read<F>): void => {
    const wanted = mapping.fields[field]
    if (wanted === undefined) return
    const property = propertyOf(page, wanted.id)
    const result = property?.type === wanted.type ? read(property) : unreadable(field)
    if (result === 'empty') return
    if ('problem' in result) problems.push(result.problem)
    else fields[field] = result.value
  }
  const readers: { readonly [F in CopyField]: (property: PageProperty) => Read<F> } = {
    title: readTitle,
    description: readDescription,
    status: (property) => readOption('status', property, mapping.status.read),
    priority: (property) => readOption('priority', property, mapping.priority?.read ?? new Map()),
    due: readDate,
    labels: (property) => readLabels(property, mapping),
    assignee: readAssignee,
  }
  for (const field of COPY_FIELDS) take(field, readers[field] as (property: PageProperty) => Read<typeof field>)
  return {
    externalId: page.id,
    key: keyOf(page, mapping.key.id),
    isOurs: page.created_by?.id === botId,
    isTrashed: page.in_trash,
    editedAt: new Date(page.last_edited_time),
    createdAt: new Date(page.created_time),
    url: page.url ?? null,
    fields,
    problems,
  }
}

export const propertyOf = (page: Page, id: string): PageProperty | undefined =>
  Object.values(page.properties).find((property) => sameId(property.id, id))

/** Those of our properties that this page object may hold only in part. */
export const cutProperties = (page: Page, { mapping }: Source): readonly PageProperty[] =>
  [...Object.values(mapping.fields), mapping.key].flatMap(({ id }) => {
    const property = propertyOf(page, id)
    const list: unknown = property?.[property.type]
    return property !== undefined && CUTTABLE.has(property.type) && Array.isArray(list) && list.length >= CUT_AT
      ? [property]
      : []
  })

// multi_select is a list too, and always whole.
const CUTTABLE = new Set(['title', 'rich_text', 'people'])

const unreadable = (field: CopyField, value: string | null = null): { readonly problem: FieldProblem } => ({
  problem: { field, code: 'unreadable', value },
})

const keyOf = (page: Page, id: string): string | null => {
  const text = RichText.safeParse(propertyOf(page, id)?.rich_text)
  return text.success ? joinText(text.data).trim() || null : null
}

const readTitle = (property: PageProperty): Read<'title'> => {
  const text = RichText.safeParse(property.title)
  if (!text.success) return unreadable('title')
  const title = joinText(text.data).trim()
  if (title === '') return { problem: { field: 'title', code: 'empty', value: null } }
  return lengthOf(title) > 500 ? { problem: { field: 'title', code: 'too_long', value: null } } : { value: title }
}

const readDescription = (property: PageProperty): Read<'description'> => {
  const text = RichText.safeParse(property.rich_text)
  if (!text.success) return unreadable('description')
  return { value: joinText(text.data) || null }
}

const readOption = <F extends 'status' | 'priority'>(
  field: F,
  property: PageProperty,
  known: ReadonlyMap<string, Copy[F]>,
): Read<F> => {
  const option = Option.safeParse(property[property.type])
  if (!option.success) return unreadable(field)
  if (option.data === null) return 'empty'
  const value = known.get(option.data.id)
  return value === undefined ? unreadable(field, option.data.name) : { value }
}

const readDate = (property: PageProperty): Read<'due'> => {
  const date = NotionDate.nullable().safeParse(property.date)
  if (!date.success) return unreadable('due')
  if (date.data === null) return { value: null }
  const due = readDue(date.data)
  return due === null ? unreadable('due', date.data.end ?? date.data.start) : { value: due }
}

const readLabels = (property: PageProperty, mapping: Mapping): Read<'labels'> => {
  const options = Options.safeParse(property.multi_select)
  if (!options.success) return unreadable('labels')
  learnLabels(options.data, mapping)
  return { value: [...new Set(options.data.map(({ name }) => name.trim()))].filter((name) => name !== '').sort() }
}

/** Of several people the first: a task is one person's. */
const readAssignee = (property: PageProperty): Read<'assignee'> => {
  if (property.type === 'rich_text') {
    const text = RichText.safeParse(property.rich_text)
    return text.success ? { value: joinText(text.data).trim() || null } : unreadable('assignee')
  }
  const people = People.safeParse(property.people)
  if (!people.success) return unreadable('assignee')
  const [first] = people.data
  if (first === undefined) return { value: null }
  const name = first.name?.trim() || first.person?.email?.trim() || null
  // Without the right to read users, Notion tells only that somebody is there.
  return name === null ? unreadable('assignee') : { value: name }
}
