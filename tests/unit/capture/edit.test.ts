import { beforeEach, describe, expect, it } from 'vitest'
import { actorOf, createTestCore, type TestCore } from '../../support/core.ts'

let test: TestCore
beforeEach(async () => {
  test = await createTestCore()
})

const PHONE = '5511977776666'
const common = (id: string) => ({
  instance: 'sparkone',
  messageId: id,
  replyTo: `${PHONE}@s.whatsapp.net`,
  phone: PHONE,
  lid: null,
  displayName: null,
})

const receive = (text: string, id: string) =>
  test.core.capture.receiveEvent(
    { type: 'text', eventKey: `upsert:${id}`, ...common(id), text, sentAt: test.clock.now() },
    {},
  )
let edits = 0
const receiveEdit = (text: string, id: string, more: { phone?: string; key?: string } = {}) => {
  edits += 1
  const at = new Date(test.clock.now().getTime() + edits)
  const event = { type: 'edit' as const, eventKey: more.key ?? `edited:${id}:${edits}`, ...common(id), text, at }
  return test.core.capture.receiveEvent({ ...event, phone: more.phone ?? PHONE }, {})
}
const say = async (text: string, id: string) => {
  await receive(text, id)
  await test.drain()
}
const edit = async (text: string, id: string, more: { phone?: string } = {}) => {
  const outcome = await receiveEdit(text, id, more)
  await test.drain()
  return outcome
}
const tasks = async () => (await test.core.tasks.list(actorOf(test.ana), { sort: 'created', limit: 100 })).tasks
const replies = () => test.whatsapp.sent.map(({ message }) => message.body)

describe('an edited message', () => {
  it('corrects the task made of it, and says so', async () => {
    await say('ligar pro Jão amanhã às 10h', 'A')
    expect(await edit('ligar pro João amanhã às 11h', 'A')).toBe('accepted')
    expect(await tasks()).toMatchObject([{ title: 'ligar pro João', dueDate: '2026-11-25', dueTime: '11:00' }])
    expect(replies().at(-1)).toMatch(/^✏️ Corrigi a tarefa 1: ligar pro João\nQuarta-feira, 25\/11\/2026 às 11:00$/)
  })

  it('keeps what was changed since, where the two wordings agree', async () => {
    await say('comprar pao amanhã', 'A')
    await say('adiar 1 para sexta', 'B')
    await edit('comprar pão amanhã', 'A')
    expect(await tasks()).toMatchObject([{ title: 'comprar pão', dueDate: '2026-11-27' }])
    await edit('comprar pão integral amanhã', 'A')
    expect(await tasks()).toMatchObject([{ title: 'comprar pão integral', dueDate: '2026-11-27' }])
  })

  it('is read by the day on which the first words were written', async () => {
    await say('comprar leite', 'A')
    test.clock.set(new Date('2026-11-25T03:05:00Z'))
    await edit('comprar leite amanhã', 'A')
    expect((await tasks())[0]?.dueDate).toBe('2026-11-25')
  })

  it('that comes before the first words were read is read instead of them, and answered once', async () => {
    await receive('comprar leite', 'A')
    await receiveEdit('comprar leite desnatado', 'A')
    const [first] = await test.storage
      .read(({ messages }) => messages.recent(test.bruno.id, { since: new Date(0), limit: 2 }))
      .then((found) => found.filter(({ externalId }) => externalId.includes('#')))
    await test.core.capture.interpret(first?.id ?? '')
    expect(await tasks()).toEqual([])
    await test.drain()
    expect(await tasks()).toMatchObject([{ title: 'comprar leite desnatado' }])
    expect(replies()).toHaveLength(1)
  })

  it('that comes twice, or says the same, does nothing', async () => {
    await say('comprar leite', 'A')
    expect(await receiveEdit('comprar pão', 'A', { key: 'edited:A:x' })).toBe('accepted')
    expect(await receiveEdit('comprar pão', 'A', { key: 'edited:A:x' })).toBe('duplicate')
    await test.drain()
    await edit('comprar pão', 'A')
    expect(replies()).toHaveLength(2)
  })

  it('turned into a command is done, and the task it was taken for goes', async () => {
    await say('pagar boleto', 'A')
    await say('conclir 1', 'B')
    await edit('concluir 1', 'B')
    expect(await tasks()).toMatchObject([{ title: 'pagar boleto', status: 'completed' }])
    expect(replies().at(-1)).toBe('✅ Tarefa 1 concluída: pagar boleto\n🗑️ Apaguei a tarefa 2: conclir 1')
  })

  it('of a task that is gone says so', async () => {
    await say('comprar leite', 'A')
    await test.core.tasks.remove(actorOf(test.bruno), 1)
    await edit('comprar pão', 'A')
    expect(await tasks()).toEqual([])
    expect(replies().at(-1)).toContain('Não achei essa tarefa')
  })

  it('of a message that never came is a message like any other', async () => {
    await edit('comprar leite', 'NEVER')
    expect(await tasks()).toMatchObject([{ title: 'comprar leite' }])
  })

  it('never touches what another person wrote', async () => {
    await say('comprar leite', 'A')
    await edit('comprar pão', 'A', { phone: '5511988887777' })
    expect((await tasks()).map(({ title }) => title)).toEqual(['comprar leite', 'comprar pão'])
  })

  it('of somebody unknown is passed over', async () => {
    expect(await edit('comprar leite', 'A', { phone: '5531999998888' })).toBe('unknown_sender')
    expect(await tasks()).toEqual([])
  })
})
