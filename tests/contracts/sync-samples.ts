import type { Storage } from '../../core/ports.ts'
import { type Conflict, type Copy, type Mirror, type MirrorLink, newLink, newMirror } from '../../core/sync/ports.ts'
import type { Task } from '../../core/tasks/ports.ts'
import { NOW, uuid } from './samples.ts'

export const aCopy = (given: Partial<Copy> = {}): Copy => ({
  title: 'Renovar o certificado',
  description: null,
  status: 'pending',
  priority: 'medium',
  due: { at: '2026-03-04T17:00:00Z' },
  labels: ['casa', 'ção “aspas” \\'],
  assignee: 'Ana',
  ...given,
})

/** A link whose task and copy agree, unless said otherwise. */
export const aLink = (taskId: number, given: Partial<MirrorLink> = {}): MirrorLink => {
  const key = uuid()
  return {
    ...newLink('notion', taskId, key, null),
    externalId: `page-${key}`,
    state: 'linked',
    base: aCopy(),
    version: 1,
    syncedAt: NOW,
    ...given,
  }
}

export const aMirror = (given: Partial<Mirror> = {}): Mirror => ({ ...newMirror('notion'), ...given })

export const aConflict = (taskId: number, given: Partial<Conflict> = {}): Conflict => ({
  id: uuid(),
  taskId,
  mirror: 'notion',
  field: 'title',
  ours: 'Renovar o certificado',
  theirs: 'Renovar os certificados',
  winner: 'ours',
  at: NOW,
  personId: null,
  resolvedAt: null,
  resolution: null,
  ...given,
})

/** A task that is linked already. */
export const seedLink = async ({ run }: Pick<Storage, 'run'>, task: Task, given: Partial<MirrorLink> = {}) => {
  const link = aLink(task.id, given)
  await run((stores) => stores.links.save(link))
  return link
}
