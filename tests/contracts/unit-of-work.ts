import { describe, expect, it } from 'vitest'
import type { Fact } from '../../core/kernel/observer.ts'
import { aBrief } from './brief-store.ts'
import {
  type ContractOptions,
  createGate,
  freshStorage,
  needsConcurrency,
  type OpenStorageFn,
  times,
} from './harness.ts'
import { aMessage, aPerson, aSender, aTask, NOW, seedPerson, seedTask } from './samples.ts'

const HEARD: Fact = { type: 'ingested', channel: 'whatsapp', status: 'accepted' }

/** One transaction over all stores: all or nothing, serialised by row locks, facts after the commit. */
export const describeUnitOfWork = (name: string, open: OpenStorageFn, options: ContractOptions = {}): void => {
  describe(`unit of work contract: ${name}`, () => {
    const { run, read, facts } = freshStorage(open)

    it('gives what the work gave, and keeps what it wrote', async () => {
      const person = aPerson()
      expect(await run(async (stores) => stores.people.insert(person).then(() => 'done'))).toBe('done')
      expect(await read((stores) => stores.people.find(person.id))).toEqual(person)
    })

    it('sees its own writes before the commit', async () => {
      const person = aPerson()
      const seen = await run(async (stores) => {
        await stores.people.insert(person)
        return stores.people.find(person.id)
      })
      expect(seen).toEqual(person)
    })

    it('leaves nothing in any store when the work throws, and the error comes out unchanged', async () => {
      const ana = await seedPerson({ run })
      const task = await seedTask({ run }, ana.id)
      const message = aMessage(ana.id)
      const failure = new Error('the work failed')
      const attempt = run(async (stores) => {
        await stores.tasks.insert(aTask(ana.id))
        await stores.tasks.update({ ...task, title: 'Outra coisa', version: 2 })
        await stores.messages.insert(message)
        await stores.senders.note(aSender())
        await stores.briefs.claim(aBrief(ana.id))
        await stores.people.remove(ana.id, NOW)
        throw failure
      })
      await expect(attempt).rejects.toBe(failure)

      const left = await read(async (stores) => ({
        tasks: (await stores.tasks.page({ visibleTo: null, sort: 'created', limit: 10 })).tasks,
        message: await stores.messages.find(message.id),
        senders: await stores.senders.list(),
        people: await stores.people.all(),
      }))
      expect(left).toEqual({ tasks: [task], message: null, senders: [], people: [ana] })
      expect(await run((stores) => stores.briefs.claim(aBrief(ana.id)))).toBe(true)
    })

    it('rolls back for an error thrown before the work awaited anything', async () => {
      const failure = new Error('at once')
      await expect(
        run(() => {
          throw failure
        }),
      ).rejects.toBe(failure)
    })

    it('goes on working after a unit that failed', async () => {
      await Promise.allSettled(times(10, () => run(() => Promise.reject(new Error('no')))))
      const ana = await seedPerson({ run })
      expect(await read((stores) => stores.people.all())).toEqual([ana])
    })

    it('lets facts reach the observer after the commit, in order, and not before', async () => {
      const before = await run(async (stores) => {
        stores.facts.record(HEARD)
        stores.facts.record({ ...HEARD, status: 'processed' })
        await stores.people.all()
        return [...facts()]
      })
      expect(before).toEqual([])
      expect(facts()).toEqual([HEARD, { ...HEARD, status: 'processed' }])
    })

    it('drops facts with the unit that recorded them', async () => {
      const attempt = run(async (stores) => {
        stores.facts.record(HEARD)
        throw new Error('no')
      })
      await expect(attempt).rejects.toThrow('no')
      expect(facts()).toEqual([])
    })

    it('never shows a reader what a unit has not committed', async () => {
      const wrote = createGate()
      const end = createGate()
      const unit = run(async (stores) => {
        await stores.people.insert(aPerson())
        wrote.open()
        await end.opened
        throw new Error('rolled back on purpose')
      })
      await wrote.opened
      const seen = read((stores) => stores.people.all())
      end.open()
      await expect(unit).rejects.toThrow('rolled back on purpose')
      expect(await seen).toEqual([])
    })

    it('loses none of 50 parallel increments of one locked row', async () => {
      const ana = await seedPerson({ run })
      const { id } = await seedTask({ run }, ana.id, { title: '0' })
      const written = await Promise.all(
        times(50, () =>
          run(async ({ tasks }) => {
            const task = await tasks.lock(id)
            if (task === null) throw new Error('the task vanished')
            return tasks.update({ ...task, title: String(Number(task.title) + 1), version: task.version + 1 })
          }),
        ),
      )
      expect(written.every(Boolean)).toBe(true)
      expect(await read(({ tasks }) => tasks.find(id))).toMatchObject({ title: '50', version: 51 })
    })

    describe('with units really in flight at once', () => {
      it('a unit and a reader go on while another unit is open', async (test) => {
        needsConcurrency(test, options)
        const [acted, end] = [createGate(), createGate()]
        const first = run(async (stores) => {
          await stores.people.insert(aPerson({ name: 'Bia' }))
          acted.open()
          await end.opened
        })
        await acted.opened
        const ana = await seedPerson({ run })
        expect(await read((stores) => stores.people.all())).toEqual([ana])
        end.open()
        await first
        expect(await read((stores) => stores.people.all())).toHaveLength(2)
      })

      it('an open unit sees what others committed meanwhile', async (test) => {
        needsConcurrency(test, options)
        const [begun, committed] = [createGate(), createGate()]
        const first = run(async (stores) => {
          const before = await stores.people.all()
          begun.open()
          await committed.opened
          return [before, await stores.people.all()]
        })
        await begun.opened
        const ana = await seedPerson({ run })
        committed.open()
        expect(await first).toEqual([[], [ana]])
      })
    })
  })
}
