import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PortError, type PortErrorKind } from '../../core/kernel/errors.ts'
import {
  COPY_FIELDS,
  type Copy,
  MIRROR_NAMES,
  type MirrorWrite,
  type PullRequest,
  type RemoteEntry,
  type TaskMirror,
  type WriteResult,
} from '../../core/sync/ports.ts'
import { type ContractOptions, fresh, runsOf, times } from './harness.ts'
import { aCopy, BARE, FULL, MIRROR_LABELS } from './mirror-copies.ts'
import { uuid } from './samples.ts'

/** What can go wrong outside, and how a call must then fail. The adapter's test makes its fake do each. */
const FAULTS = {
  /** Too many requests. */
  throttled: 'throttled',
  /** It is ill, or not there: nothing happens. */
  unavailable: 'unavailable',
  /** It does what it is asked, and the answer never comes. */
  mute: 'unavailable',
  /** Our credentials are not accepted. */
  signed_out: 'misconfigured',
} as const satisfies Record<string, PortErrorKind>

export type MirrorFaultName = keyof typeof FAULTS

export interface OpenMirror {
  readonly mirror: TaskMirror
  /** A person in the outside's own screen. Entries are named by their key, else by their title. */
  readonly hand: {
    /** A new page or row without a key. No fields: a blank one. */
    add(fields: Partial<Copy>): Promise<void>
    edit(key: string, fields: Partial<Copy>): Promise<void>
    /** "Duplicate", the key in it too. */
    copy(key: string): Promise<void>
    trash(key: string): Promise<void>
  }
  /** Makes the outside act so from now on, until `recover`; or why it cannot. */
  readonly faults: { readonly [F in MirrorFaultName]: (() => Promise<void>) | string }
  recover(): Promise<void>
  /** Requests that reached the outside, by whether they change anything there. */
  received(): Promise<{ readonly reads: number; readonly writes: number }>
  close(): Promise<void>
}

export type OpenMirrorFn = () => Promise<OpenMirror>

/** Round trips that lose nothing, writes that touch nothing else, failures that say what may have happened. */
export const describeTaskMirror = (name: string, open: OpenMirrorFn, options: ContractOptions = {}): void => {
  describe(`task mirror contract: ${name}`, () => {
    const current = fresh(open)
    const mirror = (): TaskMirror => current().mirror
    const write = (...writes: readonly MirrorWrite[]): Promise<readonly WriteResult[]> => mirror().write(writes)

    const done = (result: WriteResult | undefined): RemoteEntry => {
      if (result?.type !== 'done') throw new Error(`Expected a write to be done, and it was ${result?.type}.`)
      return result.entry
    }
    const created = async (copy: Copy = FULL, key = uuid()): Promise<RemoteEntry> =>
      done((await write({ type: 'create', key, taskId: 7, copy }))[0])
    const readOne = async (externalId: string): Promise<RemoteEntry | null> =>
      (await mirror().read([externalId]))[0] ?? null
    const isThere = async (externalId: string): Promise<boolean> => (await readOne(externalId))?.isTrashed === false

    const pullAll = async (mode: PullRequest['mode'], from: string | null = null) => {
      const entries: RemoteEntry[] = []
      let cursor = from
      for (;;) {
        const pulled = await mirror().pull({ cursor, mode })
        entries.push(...pulled.entries)
        cursor = pulled.cursor
        if (!pulled.more) return { entries: entries.filter(({ isTrashed }) => !isTrashed), cursor, last: pulled }
      }
    }
    const byKey = (entries: readonly RemoteEntry[], key: string | null) => entries.filter((entry) => entry.key === key)

    it('says what it is, and that the schema is as it should be', async () => {
      expect(MIRROR_NAMES).toContain(mirror().name)
      expect(mirror().batch).toBeGreaterThan(0)
      expect(mirror().budget.limit).toBeGreaterThan(0)
      expect(mirror().budget.seconds).toBeGreaterThan(0)
      const shape = await mirror().describe({ fresh: true })
      expect(shape.state).toBe('ready')
      if (shape.state === 'ready') expect([...shape.fields].sort()).toEqual([...COPY_FIELDS].sort())
    })

    describe('writing', () => {
      it('creates a copy that reads back as it was written, with its key, ours', async () => {
        const key = uuid()
        const entry = await created(FULL, key)
        expect(entry.externalId).not.toBe('')
        expect(await readOne(entry.externalId)).toMatchObject({ key, isOurs: true, isTrashed: false, fields: FULL })
        expect((await readOne(entry.externalId))?.problems).toEqual([])
      })

      it('creates a bare copy whose empty fields read back as empty', async () => {
        const entry = await created(BARE)
        expect((await readOne(entry.externalId))?.fields).toEqual(BARE)
      })

      it('reads back any copy as it was written: no text is a formula, cut, or split in the middle', async () => {
        await fc.assert(
          fc.asyncProperty(aCopy, async (copy) => {
            const entry = await created(copy)
            expect((await readOne(entry.externalId))?.fields).toEqual(copy)
            expect((await mirror().find([entry.key ?? ''])).map(({ fields }) => fields)).toEqual([copy])
          }),
          { numRuns: runsOf(options) },
        )
      })

      it('changes only the fields that are named, whatever a person wrote in the others', async () => {
        const { externalId, key } = await created()
        await current().hand.edit(key ?? '', { description: 'Escrito por uma pessoa', status: 'completed' })
        const [result] = await write({ type: 'update', externalId, changes: { title: 'Outro', priority: 'low' } })
        expect(done(result).externalId).toBe(externalId)
        expect((await readOne(externalId))?.fields).toEqual({
          ...FULL,
          title: 'Outro',
          priority: 'low',
          description: 'Escrito por uma pessoa',
          status: 'completed',
        })
      })

      it('empties fields', async () => {
        const { externalId } = await created()
        const { title, status, priority, ...empty } = BARE
        await write({ type: 'update', externalId, changes: empty })
        expect((await readOne(externalId))?.fields).toEqual({ ...FULL, ...empty })
      })

      it('writes the labels that it says it can hold, tells of each other one, and makes no option of it', async () => {
        const [known = '', another = ''] = MIRROR_LABELS
        const strange = ['sem opção', 'um, dois']
        const canHold = async (): Promise<readonly string[]> => {
          const shape = await mirror().describe({ fresh: true })
          if (shape.state !== 'ready') throw new Error('It is ready.')
          return [known, another, ...strange].filter((label) => shape.canLabel?.(label) ?? true)
        }
        const held = await canHold()
        expect(held).toEqual(expect.arrayContaining([known, another]))
        const shown = (labels: readonly string[]) => ({
          fields: { labels: labels.filter((label) => held.includes(label)) },
          problems: labels
            .filter((label) => !held.includes(label))
            .map((value) => ({ field: 'labels', code: 'missing_option', value })),
        })
        const all = [known, ...strange].sort()
        const entry = await created({ ...FULL, labels: all })
        expect(entry).toMatchObject(shown(all))
        const labels = [another, ...strange.slice(0, 1)].sort()
        const [result] = await write({ type: 'update', externalId: entry.externalId, changes: { title: 'x', labels } })
        expect(done(result)).toMatchObject(shown(labels))
        const { fields } = shown(labels)
        expect(await readOne(entry.externalId)).toMatchObject({ fields: { title: 'x', ...fields }, problems: [] })
        expect(await canHold()).toEqual(held)
      })

      it('gives one result a write, in their order', async () => {
        const one = await created(FULL)
        const other = await created(BARE)
        const key = uuid()
        const results = await write(
          { type: 'update', externalId: other.externalId, changes: { title: 'Segundo' } },
          { type: 'create', key, taskId: 9, copy: BARE },
          { type: 'update', externalId: one.externalId, changes: { title: 'Primeiro' } },
        )
        expect(results.map((result) => done(result).key)).toEqual([other.key, key, one.key])
      })

      it('trashes: it is gone for reads and pulls, and an update finds it gone', async () => {
        const { externalId, key } = await created()
        const kept = await created(BARE)
        expect((await write({ type: 'trash', externalId }))[0]?.type).toBe('done')
        expect(await isThere(externalId)).toBe(false)
        expect(byKey((await pullAll('sweep')).entries, key)).toEqual([])
        expect(await write({ type: 'update', externalId, changes: { title: 'x' } })).toEqual([{ type: 'gone' }])
        expect((await write({ type: 'trash', externalId }))[0]?.type).toMatch(/^(gone|done)$/)
        expect(await isThere(kept.externalId)).toBe(true)
      })

      it('restores what it trashed, with the fields as they are now, once', async () => {
        const { externalId, key } = await created()
        await write({ type: 'trash', externalId })
        const copy = { ...FULL, title: 'De volta' }
        const back = done((await write({ type: 'restore', externalId, key: key ?? '', taskId: 7, copy }))[0])
        expect(await readOne(back.externalId)).toMatchObject({ key, isTrashed: false, fields: copy })
        expect(byKey((await pullAll('sweep')).entries, key)).toHaveLength(1)
      })

      it('finds gone what a person trashed, and leaves it there', async () => {
        const { externalId, key } = await created()
        await current().hand.trash(key ?? '')
        expect(await isThere(externalId)).toBe(false)
        expect(await write({ type: 'update', externalId, changes: { title: 'x' } })).toEqual([{ type: 'gone' }])
        expect(byKey((await pullAll('sweep')).entries, key)).toEqual([])
      })

      it('does a batch of a mirror that is read whole in one request that writes', async (test) => {
        test.skip(mirror().reading === 'each', 'it is written entry by entry')
        const { externalId } = await created()
        const before = await current().received()
        await write(
          { type: 'create', key: uuid(), taskId: 8, copy: BARE },
          { type: 'create', key: uuid(), taskId: 9, copy: FULL },
          { type: 'update', externalId, changes: { title: 'Outro' } },
        )
        expect((await current().received()).writes - before.writes).toBe(1)
      })
    })

    describe('reading', () => {
      it('reads in the order asked, null where nothing is', async () => {
        const one = await created(FULL)
        const other = await created(BARE)
        const read = await mirror().read([other.externalId, uuid(), one.externalId])
        expect(read.map((entry) => entry?.key ?? null)).toEqual([other.key, null, one.key])
      })

      it('finds by keys all there are, at once after a create, and nothing for other keys', async () => {
        const one = await created(FULL)
        const other = await created(BARE)
        await created(BARE)
        const found = await mirror().find([one.key ?? '', other.key ?? '', uuid()])
        expect(found.map(({ key }) => key).sort()).toEqual([one.key, other.key].sort())
        expect(await mirror().find([uuid()])).toEqual([])
      })

      it('sweeps all there is, each once, over however many pages', async () => {
        const entries: RemoteEntry[] = []
        for (const index of times(7, (n) => n)) entries.push(await created({ ...BARE, title: `Tarefa ${index}` }))
        const swept = await pullAll('sweep')
        expect(swept.entries.map(({ key }) => key).sort()).toEqual(entries.map(({ key }) => key).sort())
        expect(swept.last.isWhole).toBe(mirror().reading === 'whole')
      })

      it('pulls what a person changed since the cursor', async () => {
        const { key } = await created(FULL)
        const { cursor } = await pullAll('changes')
        await current().hand.edit(key ?? '', { title: 'Mudado lá fora', due: { date: '2026-12-24' } })
        const { entries, last } = await pullAll('changes', cursor)
        expect(byKey(entries, key).at(-1)?.fields).toEqual({
          ...FULL,
          title: 'Mudado lá fora',
          due: { date: '2026-12-24' },
        })
        expect(last.isWhole).toBe(mirror().reading === 'whole')
      })
    })

    describe('what people make', () => {
      it('pulls a new one without a key, not ours, and adopting it changes nothing else of it', async () => {
        await current().hand.add({ title: 'Escrita por uma pessoa', labels: ['casa'], status: 'pending' })
        const [entry, ...others] = byKey((await pullAll('changes')).entries, null)
        expect(others).toEqual([])
        expect(entry).toMatchObject({ isOurs: false, fields: { title: 'Escrita por uma pessoa', labels: ['casa'] } })
        const key = uuid()
        const adopted = done((await write({ type: 'adopt', externalId: entry?.externalId ?? '', key }))[0])
        expect(adopted.key).toBe(key)
        expect((await readOne(adopted.externalId))?.fields).toEqual(entry?.fields)
        expect((await mirror().find([key])).map(({ externalId }) => externalId)).toEqual([adopted.externalId])
        expect(byKey((await pullAll('sweep')).entries, null)).toEqual([])
      })

      it('tells a copy made by a person from ours, and gives it a key of its own', async () => {
        const original = await created()
        await current().hand.copy(original.key ?? '')
        const twins = byKey((await pullAll('sweep')).entries, original.key)
        expect(twins.map(({ isOurs }) => isOurs).sort()).toEqual([false, true])
        expect(new Set(twins.map(({ externalId }) => externalId)).size).toBe(2)
        const copied = twins.find(({ isOurs }) => !isOurs)
        const key = uuid()
        await write({ type: 'adopt', externalId: copied?.externalId ?? '', key })
        const after = (await pullAll('sweep')).entries
        expect(byKey(after, key).map(({ fields }) => fields)).toEqual([FULL])
        expect(byKey(after, original.key).map(({ externalId }) => externalId)).toEqual([original.externalId])
      })

      it('gives a blank one no title', async () => {
        await current().hand.add({})
        for (const entry of (await pullAll('sweep')).entries) expect('title' in entry.fields).toBe(false)
      })
    })

    describe('failing', () => {
      for (const [fault, kind] of Object.entries(FAULTS) as [MirrorFaultName, PortErrorKind][]) {
        it(`fails as ${kind} when the outside is ${fault}, says nothing of the text, and works again after`, async (test) => {
          const { externalId } = await created()
          const arrange = current().faults[fault]
          if (typeof arrange === 'string') return test.skip(arrange)
          await arrange()
          const failed = write({ type: 'update', externalId, changes: { title: 'Segredo' } })
          const error: unknown = await failed.then(
            () => null,
            (reason: unknown) => reason,
          )
          expect(error).toBeInstanceOf(PortError)
          expect(error).toMatchObject({ kind })
          if (error instanceof PortError) {
            expect(error.message).not.toContain('Segredo')
            if (kind === 'throttled') expect(error.retryAfterMs).toBeGreaterThan(0)
          }
          if (kind === 'misconfigured') {
            expect(await mirror().describe({ fresh: true })).toMatchObject({ state: 'stopped' })
          }
          await current().recover()
          expect((await mirror().describe({ fresh: true })).state).toBe('ready')
          expect((await readOne(externalId))?.fields.title).toBe(fault === 'mute' ? 'Segredo' : FULL.title)
        })
      }

      it('makes nothing twice by itself: one request that creates, and the look after finds it', async (test) => {
        const arrange = current().faults.mute
        if (typeof arrange === 'string') return test.skip(arrange)
        const key = uuid()
        await arrange()
        await expect(write({ type: 'create', key, taskId: 7, copy: FULL })).rejects.toBeInstanceOf(PortError)
        await current().recover()
        expect((await mirror().find([key])).map(({ fields }) => fields)).toEqual([FULL])
      })
    })
  })
}
