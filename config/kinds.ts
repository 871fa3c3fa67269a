import { z } from 'zod'
import { folded } from '../core/kernel/text.ts'
import { LOCAL_TIME } from '../core/kernel/time.ts'
import type { Words } from './words.ts'

/** What a value is and how it is read. */
export interface Kind<T> {
  readonly schema: z.ZodType<T>
  /** What is said of a value that it is not, after the variable's name. */
  readonly must: (words: Words) => string
}

export const wholeNumber = (min: number, max: number): Kind<number> => ({
  schema: z
    .string()
    .regex(/^\d+$/)
    .transform(Number)
    .refine((n) => n >= min && n <= max),
  must: (words) => words.wholeNumber(min, max),
})

export const seconds = wholeNumber(1, 604_800)
export const flag: Kind<boolean> = {
  schema: z.enum(['true', 'false']).transform((given) => given === 'true'),
  must: (words) => words.oneOf(['true', 'false']),
}
export const port = wholeNumber(1, 65_535)
export const text: Kind<string> = { schema: z.string(), must: (words) => words.text }
export const atLeast = (characters: number): Kind<string> => ({
  schema: z.string().min(characters),
  must: (words) => words.atLeast(characters),
})
export const oneOf = <const T extends readonly [string, ...string[]]>(values: T): Kind<T[number]> => ({
  schema: z.enum(values),
  must: (words) => words.oneOf(values),
})

const items = z.string().transform((joined) =>
  joined
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
)
export const list: Kind<string[]> = { schema: items, must: (words) => words.text }
const NETWORK = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])
export const networks: Kind<string[]> = {
  schema: items.refine((entries) => entries.every((entry) => NETWORK.safeParse(entry).success)),
  must: (words) => words.networks,
}

export const url = (protocols: readonly string[]): Kind<string> => ({
  schema: z.string().refine((given) => URL.canParse(given) && protocols.includes(new URL(given).protocol)),
  must: (words) => words.url(protocols.map((protocol) => `${protocol}//`)),
})
const web = url(['http:', 'https:'])
export const http: Kind<string> = { ...web, schema: web.schema.transform((given) => given.replace(/\/+$/, '')) }
export const databaseUrl: Kind<string> = {
  schema: z
    .string()
    .refine(
      (given) =>
        /^pglite:\/\/.+/.test(given) ||
        (URL.canParse(given) && ['postgres:', 'postgresql:'].includes(new URL(given).protocol)),
    ),
  must: (words) => words.databaseUrl,
}

const shaped = (pattern: RegExp, must: Kind<string>['must']): Kind<string> => ({
  schema: z.string().regex(pattern),
  must,
})
export const clockTime = shaped(LOCAL_TIME, (words) => words.clockTime)
export const hours = shaped(/^(none|([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d)$/, (words) => words.quietHours)
export const instance = shaped(/^[\w.-]{1,100}$/, (words) => words.instanceName)
export const agentId = shaped(/^[\w.-]{1,200}$/, (words) => words.instanceName)

/** In an address the id ends the path; what follows as `?v=` is a view. */
export const notionId = shaped(
  /^(https?:\/\/\S*[/-])?[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}([?#]\S*)?$/i,
  (words) => words.notionId,
)
export const spreadsheetId: Kind<string> = {
  schema: z
    .string()
    .regex(/^(https?:\/\/\S*\/spreadsheets\/d\/)?[\w-]{10,200}(\/\S*)?$/)
    .transform((given) => given.replace(/^.*\/spreadsheets\/d\//, '').replace(/\/.*$/, '')),
  must: (words) => words.spreadsheetId,
}

const areDifferent = (texts: readonly string[]): boolean => new Set(texts).size === texts.length

/** Their names for words of ours, as `word=name,word=name`; a word without a name is null. */
export const pairs = <const T extends string>(words: readonly T[]): Kind<Partial<Record<T, string | null>>> => ({
  schema: items
    .transform((entries) => entries.map((entry) => entry.split(/=(.*)/, 2).map((part) => part.trim())))
    .refine((all) => all.every(([word, name]) => words.some((one) => one === word) && name !== undefined))
    .refine((all) => areDifferent(all.map(([word = '']) => word)))
    // Two of ours under one name of theirs could not be told apart when it is read back.
    .refine((all) => areDifferent(all.flatMap(([, name = '']) => (name === '' ? [] : [folded(name)]))))
    .transform((all) => {
      const named = all.map(([word, name]) => [word, name || null])
      // Every word was compared with ours.
      return Object.fromEntries(named) as Partial<Record<T, string | null>>
    }),
  must: (told) => told.pairs(words),
})
/** As `pairs`, where nothing may be left without a name. */
export const names = <const T extends string>(words: readonly T[]): Kind<Partial<Record<T, string>>> => ({
  schema: pairs(words).schema.refine((all): all is Partial<Record<T, string>> => !Object.values(all).includes(null)),
  must: (told) => told.pairs(words),
})
