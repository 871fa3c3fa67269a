import { beforeEach, describe, expect, it } from 'vitest'
import {
  createMemoryRateLimit,
  createScriptedInterpreter,
  type ScriptedAnswer,
  type ScriptedInterpreter,
} from '../../../adapters/memory/index.ts'
import { PortError, type PortErrorKind } from '../../../core/index.ts'
import { understand } from '../../../core/language/index.ts'
import { actorOf, createTestCore, type TestCore } from '../../support/core.ts'

let test: TestCore
let agno: ScriptedInterpreter
let llm: ScriptedInterpreter

const open = async (settings: Parameters<typeof createTestCore>[0] = {}) => {
  agno = createScriptedInterpreter('agno')
  llm = createScriptedInterpreter('llm')
  const rateLimit = createMemoryRateLimit({ clock: { now: () => test.clock.now() } })
  test = await createTestCore({ interpreters: [agno, llm], rateLimit, ...settings })
}

beforeEach(() => open())

/** What Bruno writes, and what he is answered. */
const say = async (content: string): Promise<string> => {
  const { id } = await test.core.capture.ingest({ channel: 'whatsapp', sender: '5511977776666', content })
  await test.drain()
  return (await test.core.capture.get(actorOf(test.ana), id)).reply ?? ''
}
const tasks = async () => (await test.core.tasks.list(actorOf(test.bruno), { sort: 'created', limit: 100 })).tasks
const outcomes = () =>
  test.facts.facts.flatMap((fact) => (fact.type === 'model_asked' ? [`${fact.provider} ${fact.outcome}`] : []))
const providers = () =>
  test.facts.facts.flatMap((fact) => (fact.type === 'classified' ? [`${fact.result} ${fact.provider}`] : []))

const failing =
  (kind: PortErrorKind, retryAfterMs?: number): ScriptedAnswer =>
  () => {
    throw new PortError('interpreter', kind, 'down', retryAfterMs === undefined ? {} : { retryAfterMs })
  }
/** Takes all the time it was given, and fails. */
const hanging: ScriptedAnswer = ({ timeoutMs }) => {
  test.clock.advance(timeoutMs)
  throw new PortError('interpreter', 'unavailable', 'late')
}

describe('what the grammar knows', () => {
  it.each([
    'minhas tarefas',
    'bom dia',
    'ajuda',
    'desfazer',
    'concluir 12',
    'me lembra de ligar pro João amanhã às 10h',
    'pagar boleto dia 30',
    'pode me lembrar de pagar o IPTU dia 10?',
    'comprar leite',
    `comprar ${'muita '.repeat(200)}coisa`,
  ])('is asked of nobody: %s', async (text) => {
    await say(text)
    expect([agno.asked, llm.asked]).toEqual([[], []])
  })
})

describe('what the grammar does not know', () => {
  beforeEach(async () => {
    await say('comprar pão')
    await say('pagar o aluguel dia 30')
  })

  it('is asked with the text and the titles of the sender’s own tasks, and no phone, id or name', async () => {
    await test.core.tasks.create(actorOf(test.ana), { title: 'segredo da Ana' })
    await say('já paguei\u202e o aluguel')
    const [question] = agno.asked
    expect(question).toMatchObject({
      text: 'já paguei o aluguel',
      locale: 'pt-BR',
      tasks: [
        { n: 1, title: 'pagar o aluguel' },
        { n: 2, title: 'comprar pão' },
      ],
    })
    const all = JSON.stringify(question)
    for (const secret of ['segredo', '97777', 'Bruno', test.bruno.id]) expect(all).not.toContain(secret)
  })

  it('is done at once when one word takes it back', async () => {
    agno.script({ answer: { action: 'complete_task', tasks: [1] } })
    expect(await say('já paguei o aluguel')).toMatch(/concluída: pagar o aluguel\n.*responda "desfazer"/i)
    expect(providers().at(-1)).toBe('complete_task agno')
    expect(await say('desfazer')).toContain('Desfiz')
  })

  it('is moved to when the grammar says the person’s words mean, never to a date of the model’s', async () => {
    agno.script({ answer: { action: 'reschedule_task', tasks: [2], when: 'sexta às 15h' } })
    expect(await say('joga o pão pra sexta às 15h')).toContain('sexta-feira, 27/11/2026 às 15:00')
    agno.script({ answer: { action: 'reschedule_task', tasks: [2], when: '2031-01-01' } })
    expect(await say('joga o pão pra depois')).toContain('Para quando passo a tarefa')
  })

  it('cancels nothing and changes nothing together: it says which words do', async () => {
    const before = await tasks()
    const [bread, rent] = before.map(({ id }) => id).toSorted((a, b) => a - b)
    for (const [action, when, command] of [
      ['cancel_task', null, `cancelar ${rent} e ${bread}`],
      ['complete_task', null, `concluir ${rent} e ${bread}`],
      ['reschedule_task', 'sexta às 15h', `adiar ${rent} e ${bread} para 2026-11-27 às 15:00`],
    ] as const) {
      agno.script({ answer: { action, when, tasks: [1, 2] } })
      const reply = await say('faz isso com tudo, tipo sexta às 15h?')
      expect(reply).toContain(`responda "${command}"`)
      expect(await tasks()).toEqual(before)
      const meant = understand(command, { now: test.clock.now(), timeZone: 'America/Sao_Paulo', locale: 'pt-BR' })
      expect(meant).toMatchObject({ intent: action, refs: [rent, bread], dueTime: when === null ? null : '15:00' })
    }
  })

  it('is kept whole when the title is in the words of the model', async () => {
    agno.script({ answer: { action: 'create_task', title: 'Renovar o passaporte' } })
    await say('putz, passaporte venceu')
    expect((await tasks()).at(-1)).toMatchObject({
      title: 'Renovar o passaporte',
      description: 'putz, passaporte venceu',
    })
  })

  it.each(['abrir https://mal.example', 'pagar em mal.example', 'ligar 11988887777'])(
    'takes no title with a way out that the person did not write: %s',
    async (title) => {
      agno.script({ answer: { action: 'create_task', title } })
      await say('aquilo lá que te falei')
      expect((await tasks()).at(-1)?.title).toBe('aquilo lá que te falei')
      agno.script({ answer: { action: 'create_task', title } })
      await say(`não tô conseguindo ${title} hein?`)
      expect((await tasks()).at(-1)?.title).toBe(title)
    },
  )

  it('that is a chat is answered in the words of the model, marked as such, and makes no task', async () => {
    const before = await tasks()
    agno.script({ answer: { action: 'chat', reply: 'Hoje é um bom dia para descansar.' } })
    expect(await say('o que você acha da vida?')).toMatch(/^🤖 Hoje é um bom dia para descansar\.\n.*anota/s)
    expect(await tasks()).toEqual(before)
    expect(providers().at(-1)).toBe('smalltalk agno')
  })

  it.each(['veja https://mal.example', 'entre em www.mal', 'pague em mal.example', 'ligue 11 912345678', 'a@b.co'])(
    'is never answered with a way out: %s',
    async (reply) => {
      agno.script({ answer: { action: 'chat', reply } })
      const said = await say('e aí, o que faço?')
      expect(said).not.toContain(reply)
      expect(said).toContain('minhas tarefas')
    },
  )

  it('in an edit is read like the first words were: by the grammar', async () => {
    const at = test.clock.now()
    const from = { phone: '5511977776666', lid: null, displayName: null, replyTo: '5511977776666@s.whatsapp.net' }
    const message = { ...from, eventKey: 'e', instance: 'sparkone', messageId: 'M' }
    await test.core.capture.receiveEvent({ type: 'text', ...message, text: 'pilhas', sentAt: at }, {})
    await test.drain()
    const asked = agno.asked.length
    await test.core.capture.receiveEvent({ type: 'edit', ...message, eventKey: 'f', text: 'pilhas AA', at }, {})
    await test.drain()
    expect(agno.asked).toHaveLength(asked)
    expect((await tasks()).at(-1)?.title).toBe('pilhas AA')
  })
})

describe('a chain with a link that does not serve', () => {
  const QUESTION = 'passaporte venceu'

  it.each(['unavailable', 'throttled', 'misconfigured', 'rejected'] as const)(
    'asks the next one when the first is %s',
    async (kind) => {
      agno.script(failing(kind))
      llm.script({ answer: { action: 'create_task', title: 'Renovar o passaporte' } })
      expect(await say(QUESTION)).toContain('Renovar o passaporte')
      expect(outcomes()).toEqual([`agno ${kind}`, 'llm answered'])
      expect(providers()).toEqual(['create_task llm'])
    },
  )

  it.each([null, 7, 'uma frase', [], {}, { action: 'delete_everything' }, { action: 'cancel_task', tasks: 'all' }])(
    'asks the next one when the answer is %j',
    async (answer) => {
      agno.script({ answer })
      await say(QUESTION)
      expect(outcomes()).toEqual(['agno invalid', 'llm answered'])
    },
  )

  it('keeps what was written when nobody serves: the grammar’s best guess', async () => {
    agno.script(failing('unavailable'))
    llm.script(failing('unavailable'))
    expect(await say(QUESTION)).toContain(QUESTION)
    expect(providers()).toEqual(['create_task rules'])
  })

  it('survives an adapter that breaks its contract, and counts it apart', async () => {
    agno.script(() => {
      throw new TypeError('a bug')
    })
    await say(QUESTION)
    expect(outcomes()).toEqual(['agno broken', 'llm answered'])
  })

  it('has the first useful answer within eight seconds when the first hangs, and leaves the second its turn', async () => {
    const began = test.clock.now().getTime()
    agno.script(hanging)
    llm.script((question) => {
      test.clock.advance(question.timeoutMs)
      return { action: 'create_task', title: 'Renovar o passaporte' }
    })
    expect(await say(QUESTION)).toContain('Renovar o passaporte')
    expect(agno.asked[0]?.timeoutMs).toBe(5000)
    expect(llm.asked[0]?.timeoutMs).toBe(3000)
    expect(test.clock.now().getTime() - began).toBeLessThanOrEqual(8000)
  })

  it('keeps two seconds for the second however long one may take', async () => {
    await open({ settings: { interpreters: { ...TEN, requestTimeoutMs: 8000 } } })
    agno.script(hanging)
    await say(QUESTION)
    expect([agno.asked[0]?.timeoutMs, llm.asked[0]?.timeoutMs]).toEqual([6000, 2000])
  })

  it('is asked outside any unit of work: nothing waits for a network', async () => {
    // The storage refuses a unit that is opened inside another.
    agno.script(async () => {
      await test.core.tasks.create(actorOf(test.ana), { title: 'enquanto isso' })
      return { action: 'create_task' }
    })
    await say(QUESTION)
    expect(outcomes()).toEqual(['agno answered'])
  })

  it('whose answer comes after the words were changed is not heeded', async () => {
    const at = test.clock.now()
    const from = { phone: '5511977776666', lid: null, displayName: null, replyTo: '5511977776666@s.whatsapp.net' }
    const message = { ...from, instance: 'sparkone', messageId: 'M' }
    agno.script(async () => {
      const edit = { type: 'edit', ...message, eventKey: 'f', text: 'passaporte novo', at } as const
      await test.core.capture.receiveEvent(edit, {})
      return { action: 'create_task', title: 'Renovar o passaporte' }
    })
    const text = { type: 'text', ...message, eventKey: 'e', text: QUESTION, sentAt: at } as const
    await test.core.capture.receiveEvent(text, {})
    await test.drain()
    expect((await tasks()).map(({ title }) => title)).toEqual(['passaporte novo'])
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
    expect(agno.asked).toHaveLength(1)
  })
})

const TEN = { deadlineMs: 8000, requestTimeoutMs: 5000, dailyCap: 10, dailyCapPerPerson: 4 }

describe('a circuit', () => {
  const states = () => test.core.capture.circuits().map(({ name, state }) => `${name} ${state}`)

  it('leaves a link alone after three failures in a row, tries it again after half a minute, and takes it back', async () => {
    agno.always(failing('unavailable'))
    for (const text of ['um', 'dois', 'três', 'quatro']) await say(text)
    expect(agno.asked).toHaveLength(3)
    expect(outcomes().at(-2)).toBe('agno circuit_open')
    expect(states()).toEqual(['agno open', 'llm closed'])

    test.clock.advance(30_000)
    expect(states()[0]).toBe('agno half_open')
    await say('cinco')
    expect([agno.asked.length, states()[0]]).toEqual([4, 'agno open'])
    test.clock.advance(30_000)
    await say('seis')
    expect(agno.asked).toHaveLength(4)
    test.clock.advance(30_000)
    agno.always({ answer: { action: 'create_task' } })
    await say('sete')
    expect([agno.asked.length, states()[0]]).toEqual([5, 'agno closed'])
  })

  it('does not count an answer of no use as a failure', async () => {
    agno.always({ answer: 'nonsense' })
    for (const text of ['um', 'dois', 'três', 'quatro']) await say(text)
    expect([agno.asked.length, states()[0]]).toEqual([4, 'agno closed'])
  })

  it('opens at once for as long as a link asks to be left alone', async () => {
    agno.script(failing('throttled', 120_000))
    await say('um')
    test.clock.advance(119_000)
    await say('dois')
    expect(agno.asked).toHaveLength(1)
    test.clock.advance(1000)
    await say('três')
    expect(agno.asked).toHaveLength(2)
  })

  it('that is open everywhere costs nothing of the budget', async () => {
    await open({ settings: { interpreters: TEN } })
    agno.always(failing('throttled', 200_000))
    llm.always(failing('throttled', 200_000))
    for (let turn = 0; turn < 6; turn += 1) await say(`pergunta ${turn}`)
    test.clock.advance(200_000)
    await say('pergunta nova')
    expect(agno.asked).toHaveLength(2)
  })
})

describe('the budget', () => {
  beforeEach(() => open({ settings: { interpreters: TEN } }))
  const sayAs = (sender: string, content: string) => test.core.capture.ingest({ channel: 'whatsapp', sender, content })

  it('of a person is so many questions a day; then the grammar decides until the next', async () => {
    for (let turn = 0; turn < 6; turn += 1) expect(await say(`coisa ${turn}`)).toContain(`coisa ${turn}`)
    expect(agno.asked).toHaveLength(4)
    expect(outcomes().at(-1)).toBe('agno budget_spent')
    await sayAs('5511988887777', 'coisa da Ana')
    await test.drain()
    expect(agno.asked).toHaveLength(5)
    test.clock.advance(86_400_000)
    await say('coisa nova')
    expect(agno.asked).toHaveLength(6)
  })

  it('of the installation holds for all together, and is not used up by somebody past their own', async () => {
    await open({ settings: { interpreters: { ...TEN, dailyCap: 5 } } })
    for (let turn = 0; turn < 9; turn += 1) await say(`coisa ${turn}`)
    for (const text of ['uma', 'duas']) await sayAs('5511988887777', text)
    await test.drain()
    expect(agno.asked).toHaveLength(5)
  })
})
