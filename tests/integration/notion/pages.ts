import { afterEach, beforeEach } from 'vitest'
import { createNotionMirror, type NotionMirror } from '../../../adapters/notion/index.ts'
import type { Copy, MirrorWrite, RemoteEntry } from '../../../core/sync/ports.ts'
import { type NotionServer, startNotionServer, taskSchema } from '../../support/notion-server.ts'

export const COPY: Copy = {
  title: 'Trocar o disco',
  description: 'Antes que encha.',
  status: 'pending',
  priority: 'high',
  due: { at: '2026-11-28T17:00:00Z' },
  labels: ['casa'],
  assignee: 'Ana',
}

/** A mirror over a server of its own for each test of the enclosing describe. */
export const withPages = () => {
  let server: NotionServer
  let mirror: NotionMirror
  beforeEach(async () => {
    server = await startNotionServer({ schemas: [taskSchema({ status: 'status' })] })
    const { apiKey, url: baseUrl, database } = server
    mirror = createNotionMirror({ apiKey, database: database.id, baseUrl, timeoutMs: 20_000 })
    await mirror.describe()
  })
  afterEach(() => server.stop())

  const write = async (one: MirrorWrite) => (await mirror.write([one]))[0]
  const created = async (copy: Partial<Copy> = {}): Promise<RemoteEntry> => {
    const key = crypto.randomUUID()
    const result = await write({ type: 'create', key, taskId: 1, copy: { ...COPY, ...copy } })
    if (result?.type !== 'done') throw new Error('It was not created.')
    return result.entry
  }
  const update = (externalId: string, changes: Partial<Copy>) => write({ type: 'update', externalId, changes })
  const readOne = async (id: string) => (await mirror.read([id]))[0] ?? null
  const optionsOf = (name: string) => server.hand.property(name).options.map((option) => option.name)
  const asked = (method: string, path: string) =>
    server.requests.filter((one) => one.method === method && one.path.includes(path)).length
  return { current: () => ({ server, mirror }), write, created, update, readOne, optionsOf, asked }
}
