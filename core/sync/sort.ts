import { chunks } from './chunks.ts'
import { present, type Run } from './context.ts'
import type { MirrorLink, RemoteEntry } from './ports.ts'

export interface Meeting {
  readonly link: MirrorLink
  readonly entry: RemoteEntry
}

/** Whose each entry is. */
export interface Sorted {
  /** Of a task, and its copy. */
  readonly own: readonly Meeting[]
  /** With the key of a task that has its copy already, made by us: a create whose answer was lost. */
  readonly twins: readonly Meeting[]
  /** With a key that no task has. */
  readonly keyed: readonly { readonly entry: RemoteEntry; readonly key: string }[]
  /** To be given a key: what people wrote, and copies they made, with the key of what they copied. */
  readonly strangers: readonly RemoteEntry[]
}

const KEY = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const PAGE = 500

/** `isThere`: which of these copies are outside at this moment, asked only of those that a twin casts doubt on. */
export const sortEntries = async (
  run: Run,
  entries: readonly RemoteEntry[],
  isThere: (externalIds: readonly string[]) => Promise<ReadonlySet<string>>,
): Promise<Sorted> => {
  const links = await linksOf(run, entries)
  const byExternalId = new Map(links.map((link) => [link.externalId, link]))
  const byKey = new Map(links.map((link) => [link.key, link]))
  const own: Meeting[] = []
  const claims: Meeting[] = []
  const unknown: RemoteEntry[] = []
  for (const entry of entries) {
    const mine = byExternalId.get(entry.externalId)
    const named = entry.key === null ? undefined : byKey.get(entry.key)
    if (mine !== undefined) own.push({ link: mine, entry })
    else if (present(entry) === null) continue
    else if (named !== undefined) claims.push({ link: named, entry })
    else unknown.push(entry)
  }
  const doubted = claims.flatMap(({ link }) => link.externalId ?? [])
  const there = doubted.length === 0 ? new Set<string>() : await isThere([...new Set(doubted)])
  const taken = new Set(
    links.filter((link) => link.externalId !== null && there.has(link.externalId)).map(({ key }) => key),
  )
  const twins: Meeting[] = []
  const strangers: RemoteEntry[] = []
  for (const claim of claims.toSorted(oursFirst)) {
    const { link, entry } = claim
    if (!taken.has(link.key)) own.push(claim)
    else if (entry.isOurs) twins.push(claim)
    else if (hasTitle(entry)) strangers.push(entry)
    taken.add(link.key)
  }
  const keyed = new Map<string, RemoteEntry>()
  for (const entry of unknown.filter(hasTitle).toSorted((a, b) => Number(b.isOurs) - Number(a.isOurs))) {
    if (entry.key === null || !KEY.test(entry.key) || keyed.has(entry.key)) strangers.push(entry)
    else keyed.set(entry.key, entry)
  }
  return { own, twins, strangers, keyed: [...keyed].map(([key, entry]) => ({ key, entry })) }
}

const hasTitle = ({ fields }: RemoteEntry): boolean => (fields.title ?? '').trim() !== ''

const oursFirst = (a: Meeting, b: Meeting): number =>
  Number(b.entry.isOurs) - Number(a.entry.isOurs) ||
  (a.entry.createdAt?.getTime() ?? 0) - (b.entry.createdAt?.getTime() ?? 0)

const linksOf = async ({ deps, mirror }: Run, entries: readonly RemoteEntry[]): Promise<readonly MirrorLink[]> => {
  const found = new Map<number, MirrorLink>()
  for (const part of chunks(entries, PAGE)) {
    const keys = part.flatMap(({ key }) => key ?? [])
    const ids = part.map(({ externalId }) => externalId)
    const links = await deps.storage.read(async (stores) => [
      ...(await stores.links.byExternalIds(mirror.name, ids)),
      ...(await stores.links.byKeys(mirror.name, keys)),
    ])
    for (const link of links) found.set(link.taskId, link)
  }
  return [...found.values()]
}
