import { beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '../../../core/index.ts'
import { actorOf, createTestCore, type TestCore } from '../../support/core.ts'

let test: TestCore
let ana: Actor
let bruno: Actor

beforeEach(async () => {
  test = await createTestCore()
  ana = actorOf(test.ana, 'web')
  bruno = actorOf(test.bruno, 'web')
})

const say = async (sender: string, content: string) => {
  await test.core.capture.ingest({ channel: 'whatsapp', sender, content })
  await test.drain()
  test.clock.advance(1000)
}
const listed = async (actor: Actor, query: Partial<Parameters<TestCore['core']['capture']['messages']>[1]> = {}) =>
  (await test.core.capture.messages(actor, { limit: 10, ...query })).messages

describe('the list of messages', () => {
  it('shows what came in, what was understood and done, and what was answered and whether it arrived', async () => {
    await say('5511988887777', 'comprar pão amanhã')
    await say('5511988887777', 'oi')
    const [hello, task] = await listed(ana)
    expect(hello).toMatchObject({ message: { text: 'oi', intent: 'smalltalk' }, task: null, answer: { kind: 'reply' } })
    expect(task).toMatchObject({
      message: { text: 'comprar pão amanhã', status: 'processed', intent: 'create_task' },
      task: { title: 'comprar pão', dueDate: '2026-11-25' },
      answer: { status: 'pending', body: expect.stringContaining('comprar pão') },
    })
  })

  it('shows the task as it is now, and none once it is deleted', async () => {
    await say('5511988887777', 'comprar pão')
    const id = (await listed(ana))[0]?.task?.id ?? 0
    await test.core.tasks.patch(ana, id, { title: 'Comprar leite' })
    expect((await listed(ana))[0]?.task?.title).toBe('Comprar leite')
    await test.core.tasks.remove(ana, id)
    expect(await listed(ana)).toMatchObject([{ message: { taskId: id }, task: null }])
  })

  it('is a member’s own, with no task that is not theirs to see', async () => {
    await say('5511988887777', 'segredo dela')
    await say('5511977776666', 'coisa dele')
    expect((await listed(bruno)).map(({ message }) => message.text)).toEqual(['coisa dele'])
    expect(await listed(ana)).toHaveLength(2)
    expect(await listed(ana, { personId: test.bruno.id })).toHaveLength(1)
    await expect(listed(bruno, { personId: test.ana.id })).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('has a trace without text of whoever is nobody', async () => {
    await say('5511900000000', 'não guarde isto')
    expect(await listed(ana, { status: 'ignored' })).toMatchObject([{ message: { text: null, personId: null } }])
    expect(await listed(bruno)).toEqual([])
  })
})
