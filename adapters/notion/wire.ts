import { z } from 'zod'

// Only what is read is named; all else is ignored, for vendors add fields.
const id = z.string().min(1).max(100)
const moment = z.string().refine((text) => !Number.isNaN(Date.parse(text)))

export const RichText = z.array(z.object({ plain_text: z.string() }))

export const Bot = z.object({ id, name: z.string().nullish() })

export const Database = z.object({
  object: z.literal('database'),
  id,
  url: z.string().nullish(),
  in_trash: z.boolean().nullish(),
  data_sources: z.array(z.object({ id, name: z.string() })),
})

const Options = z.object({
  options: z.array(z.object({ id: z.string(), name: z.string() })),
  groups: z.array(z.object({ name: z.string(), option_ids: z.array(z.string()) })).nullish(),
})

const SchemaProperty = z.object({
  id,
  name: z.string(),
  type: z.string(),
  status: Options.nullish(),
  select: Options.nullish(),
  multi_select: Options.nullish(),
})
export type SchemaProperty = z.infer<typeof SchemaProperty>

export const DataSource = z.object({
  object: z.literal('data_source'),
  id,
  url: z.string().nullish(),
  in_trash: z.boolean().nullish(),
  properties: z.record(z.string(), SchemaProperty),
})
export type DataSource = z.infer<typeof DataSource>

/** Values stay unknown until the type of their property says how to read them. */
const PageProperty = z.looseObject({ id, type: z.string() })
export type PageProperty = z.infer<typeof PageProperty>

export const Page = z.object({
  object: z.literal('page'),
  id,
  url: z.string().nullish(),
  created_time: moment,
  last_edited_time: moment,
  created_by: z.object({ id }).nullish(),
  in_trash: z.boolean(),
  parent: z.object({ data_source_id: z.string().nullish() }),
  properties: z.record(z.string(), PageProperty),
})
export type Page = z.infer<typeof Page>

/** A wiki's data source also lists databases; they are nobody's task. */
const Row = z.union([Page, z.object({ object: z.enum(['data_source', 'database']) })])

export const Query = z.object({
  results: z.array(Row),
  has_more: z.boolean(),
  next_cursor: z.string().nullable(),
  /** Absent on most answers; `incomplete` past the 10,000 rows that one query gives. */
  request_status: z.object({ type: z.string() }).nullish(),
})

export const PropertyItems = z.object({
  object: z.literal('list'),
  results: z.array(z.looseObject({ object: z.literal('property_item'), type: z.string() })),
  has_more: z.boolean(),
  next_cursor: z.string().nullable(),
})

export const User = z.object({
  id,
  name: z.string().nullish(),
  person: z.object({ email: z.string().nullish() }).nullish(),
})
export type User = z.infer<typeof User>

export const Users = z.object({
  results: z.array(User),
  has_more: z.boolean(),
  next_cursor: z.string().nullable(),
})
