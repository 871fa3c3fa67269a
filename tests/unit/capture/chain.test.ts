import { beforeEach, describe, expect, it } from 'vitest'
import { makeCore, PortError } from '../../../core/index.ts'
import { actorOf } from '../../support/core.ts'
import { type Asking, failing, hanging, openAsking } from './asking.ts'

const TEN = { deadlineMs: 8000, requestTimeoutMs: 5000, dailyCap: 10, dailyCapPerPerson: 4 }

let test: Asking
beforeEach(async () => {
  test = await openAsking()
})

describe('a chain with a link that does not serve', () => {
  const QUESTION = 'passaporte venceu'

  it.each(['unavailable', 'throttled', 'misconfigured', 'rejected'] as const)(
    'asks the next one when the first is %s',
    async (kind) => {
      test.agno.script(failing(kind))
      test.llm.script({ answer: { action: 'create_task', title: 'Renovar o passaporte' } })
      expect(await test.say(QUESTION)).toContain('Renovar o passaporte')
      expect(test.outcomes()).toEqual([`agno ${kind}`, 'llm answered'])
      expect(test.understood()).toEqual(['create_task llm'])
    },
  )

  it.each([null, 7, 'uma frase', [], {}, { action: 'delete_everything' }, { action: 'cancel_task', tasks: 'all' }])(
    'asks the next one when the answer is %j',
    async (answer) => {
      test.agno.script({ answer })
      await test.say(QUESTION)
      expect(test.outcomes()).toEqual(['agno invalid', 'llm answered'])
    },
  )

  it('keeps what was written when nobody serves: the grammar’s best guess', async () => {
    test.agno.script(failing('unavailable'))
    test.llm.script(failing('unavailable'))
    expect(await test.say(QUESTION)).toContain(QUESTION)
    expect(test.understood()).toEqual(['create_task rules'])
  })

  it('survives an adapter that breaks its contract, and counts it apart', async () => {
    test.agno.script(() => {
      throw new TypeError('a bug')
    })
    await test.say(QUESTION)
    expect(test.outcomes()).toEqual(['agno broken', 'llm answered'])
  })

  it('has the first useful answer within eight seconds when the first hangs, and leaves the second its turn', async () => {
    const began = test.clock.now().getTime()
    test.agno.script(hanging(test))
    test.llm.script((question) => {
      test.clock.advance(question.timeoutMs)
      return { action: 'create_task', title: 'Renovar o passaporte' }
    })
    expect(await test.say(QUESTION)).toContain('Renovar o passaporte')
    expect(test.agno.asked[0]?.timeoutMs).toBe(5000)
    expect(test.llm.asked[0]?.timeoutMs).toBe(3000)
    expect(test.clock.now().getTime() - began).toBeLessThanOrEqual(8000)
  })

  it('keeps two seconds for the second however long one may take', async () => {
    test = await openAsking({ settings: { interpreters: { ...TEN, requestTimeoutMs: 8000 } } })
    test.agno.script(hanging(test))
    await test.say(QUESTION)
    expect([test.agno.asked[0]?.timeoutMs, test.llm.asked[0]?.timeoutMs]).toEqual([6000, 2000])
  })

  it('keeps nothing for one that is not asked anyway', async () => {
    test = await openAsking({ settings: { interpreters: { ...TEN, requestTimeoutMs: 8000 } } })
    test.agno.script({ answer: 'nonsense' })
    test.llm.script(failing('throttled', 60_000))
    await test.say(QUESTION)
    await test.say('o passaporte de novo')
    expect(test.agno.asked.map(({ timeoutMs }) => timeoutMs)).toEqual([6000, 8000])
  })

  it('is asked outside any unit of work: nothing waits for a network', async () => {
    // The storage refuses a unit that is opened inside another.
    test.agno.script(async () => {
      await test.core.tasks.create(actorOf(test.ana), { title: 'enquanto isso' })
      return { action: 'create_task' }
    })
    await test.say(QUESTION)
    expect(test.outcomes()).toEqual(['agno answered'])
  })

  it('keeps the order of what one person writes, and nobody else waits', async () => {
    const gate = Promise.withResolvers<void>()
    test.agno.script(async () => {
      await gate.promise
      return { action: 'create_task', title: 'Renovar o passaporte' }
    })
    const ids: string[] = []
    for (const [sender, content] of [
      ['5511977776666', 'comprar pão'],
      ['5511977776666', QUESTION],
      ['5511977776666', 'desfazer'],
      ['5511988887777', 'ajuda'],
    ] as const) {
      test.clock.advance(1000)
      ids.push((await test.core.capture.ingest({ channel: 'whatsapp', sender, content })).id)
    }
    const all = ids.map((id) => test.core.capture.interpret(id))
    await all[3]
    const status = async (id = '') => (await test.core.capture.get(actorOf(test.ana), id)).status
    expect([await status(ids[1]), await status(ids[2]), await status(ids[3])]).toEqual([
      ...['received', 'received', 'processed'],
    ])
    gate.resolve()
    await Promise.all(all)
    expect((await test.core.capture.get(actorOf(test.ana), ids[2] ?? '')).reply).toContain('Renovar o passaporte')
    expect((await test.tasks()).map(({ title }) => title)).toEqual(['comprar pão'])
  })

  it('whose answer comes after another process changed the words is not heeded', async () => {
    const at = test.clock.now()
    const other = makeCore({ ...test.deps, interpreters: [] })
    const from = { phone: '5511977776666', lid: null, displayName: null, replyTo: '5511977776666@s.whatsapp.net' }
    const message = { ...from, instance: 'sparkone', messageId: 'M' }
    test.agno.script(async () => {
      const edit = { type: 'edit', ...message, eventKey: 'f', text: 'passaporte novo', at } as const
      await other.capture.receiveEvent(edit, {})
      const written = await test.storage.read((stores) =>
        stores.messages.recent(test.bruno.id, { since: at, limit: 10 }),
      )
      const correction = written.find(({ text }) => text === 'passaporte novo')
      await other.capture.interpret(correction?.id ?? '')
      return { action: 'create_task', title: 'Renovar o passaporte' }
    })
    const text = { type: 'text', ...message, eventKey: 'e', text: QUESTION, sentAt: at } as const
    await test.core.capture.receiveEvent(text, {})
    await test.drain()
    expect(test.understood().at(-1)).toBe('create_task rules')
    expect((await test.tasks()).map(({ title }) => title)).toEqual(['passaporte novo'])
  })

  it('never asks twice for one message, however often its job runs', async () => {
    let broken = true
    const { run } = test.storage
    Object.assign(test.storage, {
      run: ((work) => {
        if (!broken) return run(work)
        broken = false
        throw new PortError('storage', 'unavailable', 'away')
      }) satisfies typeof run,
    })
    broken = false
    const { id } = await test.core.capture.ingest({ channel: 'whatsapp', sender: '5511977776666', content: QUESTION })
    broken = true
    await test.drain()
    test.clock.advance(3_600_000)
    await test.drain()
    expect((await test.core.capture.get(actorOf(test.ana), id)).status).toBe('processed')
    expect(test.agno.asked).toHaveLength(1)
  })
})

describe('a circuit', () => {
  const states = () => test.core.capture.circuits().map(({ name, state }) => `${name} ${state}`)

  it('leaves a link alone after three failures in a row, tries it again after half a minute, and takes it back', async () => {
    test.agno.always(failing('unavailable'))
    for (const text of ['um', 'dois', 'três', 'quatro']) await test.say(text)
    expect(test.agno.asked).toHaveLength(3)
    expect(test.outcomes().at(-2)).toBe('agno circuit_open')
    expect(states()).toEqual(['agno open', 'llm closed'])

    test.clock.advance(30_000)
    expect(states()[0]).toBe('agno half_open')
    await test.say('cinco')
    expect([test.agno.asked.length, states()[0]]).toEqual([4, 'agno open'])
    test.clock.advance(30_000)
    await test.say('seis')
    expect(test.agno.asked).toHaveLength(4)
    test.clock.advance(30_000)
    test.agno.always({ answer: { action: 'create_task' } })
    await test.say('sete')
    expect([test.agno.asked.length, states()[0]]).toEqual([5, 'agno closed'])
  })

  it('does not count an answer of no use as a failure', async () => {
    test.agno.always({ answer: 'nonsense' })
    for (const text of ['um', 'dois', 'três', 'quatro']) await test.say(text)
    expect([test.agno.asked.length, states()[0]]).toEqual([4, 'agno closed'])
  })

  it.each(['rejected', 'misconfigured'] as const)('does not count being %s as a failure: it answered', async (kind) => {
    test.agno.always(failing(kind))
    for (const text of ['um', 'dois', 'três', 'quatro']) await test.say(text)
    expect([test.agno.asked.length, states()[0]]).toEqual([4, 'agno closed'])
  })

  it('opens at once for as long as a link asks to be left alone', async () => {
    test.agno.script(failing('throttled', 120_000))
    await test.say('um')
    test.clock.advance(119_000)
    await test.say('dois')
    expect(test.agno.asked).toHaveLength(1)
    test.clock.advance(1000)
    await test.say('três')
    expect(test.agno.asked).toHaveLength(2)
  })

  it('that is open everywhere costs nothing of the budget', async () => {
    test = await openAsking({ settings: { interpreters: TEN } })
    test.agno.always(failing('throttled', 200_000))
    test.llm.always(failing('throttled', 200_000))
    for (let turn = 0; turn < 6; turn += 1) await test.say(`pergunta ${turn}`)
    test.clock.advance(200_000)
    await test.say('pergunta nova')
    expect(test.agno.asked).toHaveLength(2)
  })
})

describe('the budget', () => {
  beforeEach(async () => {
    test = await openAsking({ settings: { interpreters: TEN } })
  })
  const sayAs = (sender: string, content: string) => test.core.capture.ingest({ channel: 'whatsapp', sender, content })

  it('of a person is so many questions a day; then the grammar decides until the next', async () => {
    for (let turn = 0; turn < 6; turn += 1) expect(await test.say(`coisa ${turn}`)).toContain(`coisa ${turn}`)
    expect(test.agno.asked).toHaveLength(4)
    expect(test.outcomes().at(-1)).toBe('agno budget_spent')
    await sayAs('5511988887777', 'coisa da Ana')
    await test.drain()
    expect(test.agno.asked).toHaveLength(5)
    test.clock.advance(86_400_000)
    await test.say('coisa nova')
    expect(test.agno.asked).toHaveLength(6)
  })

  it('of the installation holds for all together, and is not used up by somebody past their own', async () => {
    test = await openAsking({ settings: { interpreters: { ...TEN, dailyCap: 5 } } })
    for (let turn = 0; turn < 9; turn += 1) await test.say(`coisa ${turn}`)
    for (const text of ['uma', 'duas']) await sayAs('5511988887777', text)
    await test.drain()
    expect(test.agno.asked).toHaveLength(5)
  })
})
