import { describe, expect, it } from 'vitest'
import type { Storage } from '../../core/ports.ts'
import type { TaskQuery } from '../../core/tasks/ports.ts'
import { freshStorage, type OpenStorageFn } from './harness.ts'
import { minutesLater, NOW, seedPerson, seedTask } from './samples.ts'

/** Titles of the tasks a query finds, in order of their creation. */
const titles = async ({ read }: Pick<Storage, 'read'>, query: Partial<TaskQuery>): Promise<string[]> => {
  const page = await read(({ tasks }) => tasks.page({ visibleTo: null, sort: 'created', limit: 50, ...query }))
  return page.tasks.map((task) => task.title)
}

/** Which tasks a query finds. */
export const describeTaskFilters = (name: string, open: OpenStorageFn): void => {
  describe(`task store contract: ${name}`, () => {
    const { run, read } = freshStorage(open)
    const found = (query: Partial<TaskQuery>) => titles({ read }, query)

    it('finds what a person created or is assigned, or has to do', async () => {
      const ana = await seedPerson({ run })
      const bia = await seedPerson({ run }, { name: 'Bia' })
      await seedTask({ run }, ana.id, { title: 'ana' })
      await seedTask({ run }, ana.id, { title: 'ana for bia', assigneeId: bia.id })
      await seedTask({ run }, bia.id, { title: 'bia' })
      await seedTask({ run }, bia.id, { title: 'bia for bia', assigneeId: bia.id })
      expect(await found({ visibleTo: null })).toHaveLength(4)
      expect(await found({ visibleTo: ana.id })).toEqual(['ana', 'ana for bia'])
      expect(await found({ visibleTo: bia.id })).toEqual(['ana for bia', 'bia', 'bia for bia'])
      expect(await found({ ownedBy: ana.id })).toEqual(['ana'])
      expect(await found({ ownedBy: bia.id })).toEqual(['ana for bia', 'bia', 'bia for bia'])
      expect(await found({ visibleTo: ana.id, ownedBy: bia.id })).toEqual(['ana for bia'])
      expect(await found({ assigneeId: bia.id })).toEqual(['ana for bia', 'bia for bia'])
    })

    it('finds by statuses, priority, channel and label, all of them at once', async () => {
      const ana = await seedPerson({ run })
      await seedTask({ run }, ana.id, { title: 'a', status: 'pending', priority: 'low', labels: ['x', 'y'] })
      await seedTask({ run }, ana.id, { title: 'b', status: 'in_progress', channel: 'web', labels: ['x y'] })
      await seedTask({ run }, ana.id, { title: 'c', status: 'completed', priority: 'low' })
      await seedTask({ run }, ana.id, { title: 'd', status: 'cancelled', channel: 'web', priority: 'urgent' })
      expect(await found({ statuses: ['pending', 'in_progress'] })).toEqual(['a', 'b'])
      expect(await found({ statuses: ['cancelled'] })).toEqual(['d'])
      expect(await found({ statuses: [] })).toEqual([])
      expect(await found({ priority: 'low' })).toEqual(['a', 'c'])
      expect(await found({ channel: 'web' })).toEqual(['b', 'd'])
      expect(await found({ label: 'x' })).toEqual(['a'])
      expect(await found({ label: 'x y' })).toEqual(['b'])
      expect(await found({ channel: 'web', statuses: ['cancelled', 'completed'] })).toEqual(['d'])
    })

    it('bounds dueAt below inclusively and above exclusively, and never finds the undated', async () => {
      const ana = await seedPerson({ run })
      await seedTask({ run }, ana.id, { title: 'undated' })
      for (const minutes of [-1, 0, 1]) {
        await seedTask({ run }, ana.id, { title: `${minutes}`, dueAt: minutesLater(minutes) })
      }
      expect(await found({ dueAfter: NOW })).toEqual(['0', '1'])
      expect(await found({ dueBefore: NOW })).toEqual(['-1'])
      expect(await found({ dueAfter: NOW, dueBefore: minutesLater(1) })).toEqual(['0'])
    })

    it('bounds completedAt below inclusively and above exclusively', async () => {
      const ana = await seedPerson({ run })
      await seedTask({ run }, ana.id, { title: 'open' })
      for (const minutes of [-1, 0, 1]) {
        const completedAt = minutesLater(minutes)
        await seedTask({ run }, ana.id, { title: `${minutes}`, status: 'completed', completedAt })
      }
      expect(await found({ completedFrom: NOW })).toEqual(['0', '1'])
      expect(await found({ completedUntil: NOW })).toEqual(['-1'])
      expect(await found({ completedFrom: NOW, completedUntil: minutesLater(1) })).toEqual(['0'])
    })

    it('calls overdue what is open and due at that instant or before', async () => {
      const ana = await seedPerson({ run })
      await seedTask({ run }, ana.id, { title: 'undated' })
      await seedTask({ run }, ana.id, { title: 'before', dueAt: minutesLater(-1) })
      await seedTask({ run }, ana.id, { title: 'begun', dueAt: minutesLater(-1), status: 'in_progress' })
      await seedTask({ run }, ana.id, { title: 'just now', dueAt: NOW })
      await seedTask({ run }, ana.id, { title: 'later', dueAt: minutesLater(1) })
      await seedTask({ run }, ana.id, { title: 'done', dueAt: minutesLater(-1), status: 'completed' })
      await seedTask({ run }, ana.id, { title: 'off', dueAt: minutesLater(-1), status: 'cancelled' })
      expect(await found({ overdueAt: NOW })).toEqual(['before', 'begun', 'just now'])
    })

    it('tells apart what has no date, whatever the order', async () => {
      const ana = await seedPerson({ run })
      await seedTask({ run }, ana.id, { title: 'undated' })
      await seedTask({ run }, ana.id, { title: 'dated', dueAt: NOW })
      await seedTask({ run }, ana.id, { title: 'undated too' })
      for (const sort of ['created', 'due', '-due'] as const) {
        expect(await found({ isUndated: true, sort })).toEqual(['undated', 'undated too'])
      }
    })

    it('finds text in title or description, whatever the case and the accents', async () => {
      const ana = await seedPerson({ run })
      await seedTask({ run }, ana.id, { title: 'Reunião' })
      await seedTask({ run }, ana.id, { title: 'Ligar', description: 'marcar a REUNIÃO' })
      await seedTask({ run }, ana.id, { title: 'reuniao' })
      await seedTask({ run }, ana.id, { title: 'Ação do João'.normalize('NFD') })
      for (const text of ['reunião', 'UNIÃO', 'reuniao', 'reunião'.normalize('NFD')]) {
        expect(await found({ text })).toEqual(['Reunião', 'Ligar', 'reuniao'])
      }
      for (const text of ['joao', 'João', 'acao do JOÃO']) {
        expect(await found({ text })).toEqual(['Ação do João'.normalize('NFD')])
      }
      expect(await found({ text: 'LIG' })).toEqual(['Ligar'])
      expect(await found({ text: 'nada' })).toEqual([])
    })

    it.each(['100%', 'a_b', 'c\\d', "e'f", '%', '_', '\\'])('takes the text %s literally', async (text) => {
      const ana = await seedPerson({ run })
      await seedTask({ run }, ana.id, { title: 'nothing of the kind: 100, aXb, cd, ef' })
      await seedTask({ run }, ana.id, { title: `here: ${text}!` })
      expect(await found({ text })).toEqual([`here: ${text}!`])
    })
  })
}
