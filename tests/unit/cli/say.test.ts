import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { runDataCommand } from '../../../handlers/cli/run.ts'
import { commandContext } from '../../support/command-context.ts'
import { actorOf, createTestCore, type TestCore } from '../../support/core.ts'

let test: TestCore
let worker: NodeJS.Timeout | null
beforeEach(async () => {
  test = await createTestCore()
  worker = null
  isTaken = false
})
afterEach(() => {
  vi.restoreAllMocks()
  if (worker !== null) clearInterval(worker)
})
/** A worker that does what is due, as the one beside a server does. */
const work = (): void => {
  worker = setInterval(() => void test.drain().catch(() => undefined), 10)
}
/** What the clock of the process says each time it is asked: 6 s later than the last. */
const hurry = (): void => {
  let seconds = 0
  vi.spyOn(performance, 'now').mockImplementation(() => 6000 * seconds++)
}

/** Whether a worker has the message, which it is done with a moment later. */
let isTaken: boolean
const depth = async () => {
  if (isTaken) await test.drain()
  return [{ name: 'capture.interpret' as const, queued: 1, active: isTaken ? 1 : 0, dead: 0, oldestSeconds: 0 }]
}
const run = async (...args: string[]) => {
  const told: string[] = []
  const context = commandContext({ tell: (text) => told.push(text), jobs: { depth, redrive: async () => 0 } })
  return { ...(await runDataCommand(test.core, ['say', ...args], context)), told }
}

describe('say', () => {
  it('does what a message asks, prints the answer, and sends nothing outside', async () => {
    work()
    const { code, output, told } = await run('ligar', 'pro João', 'amanhã às 10h')
    expect([code, told]).toEqual([0, []])
    expect(output).toMatch(/^📝 Anotei a tarefa 1: ligar pro João\nQuarta-feira, 25\/11\/2026 às 10:00\n/)
    expect((await run('concluir 1')).output).toContain('Tarefa 1 concluída')
    expect((await run('minhas tarefas')).output).toContain('nada por aqui')
    expect(test.whatsapp.sent).toEqual([])
    expect(await test.core.tasks.get(actorOf(test.ana), 1)).toMatchObject({ createdBy: test.ana.id, channel: 'web' })
  })

  it('speaks for the person named, in their language and as they may', async () => {
    work()
    await test.core.people.patch(test.bruno.id, { locale: 'en' })
    expect((await run('--person', test.bruno.id, 'call John')).output).toContain('call John')
    expect((await test.core.tasks.get(actorOf(test.ana), 1)).createdBy).toBe(test.bruno.id)
    expect(await run('--person', test.bruno.id, 'pause')).toMatchObject({ output: expect.stringMatching(/operator/) })
    expect(await run('--person', '00000000-0000-4000-8000-00000000ffff', 'oi')).toMatchObject({
      code: 1,
      output: 'Essa pessoa não existe.',
    })
  })

  it('is answered without a worker too', async () => {
    hurry()
    const { code, output, told } = await run('comprar pão')
    expect([code, told]).toEqual([0, ['Nenhum worker pegou a mensagem: lida por este comando.']])
    expect(output).toContain('comprar pão')
    await test.drain()
    expect((await test.core.tasks.list(actorOf(test.ana), { sort: 'created', limit: 10 })).tasks).toHaveLength(1)
  })

  it('is left to a worker that is reading it, and has asked a model perhaps', async () => {
    hurry()
    isTaken = true
    expect(await run('comprar pão')).toMatchObject({ code: 0, told: [] })
  })

  it('says that a message is kept where reading it failed', async () => {
    const lock = vi.spyOn(test.core.capture, 'get')
    lock.mockImplementation(async (actor, id) => {
      lock.mockRestore()
      return { ...(await test.core.capture.get(actor, id)), status: 'failed' }
    })
    expect(await run('comprar pão')).toMatchObject({ code: 1, output: expect.stringContaining('está guardada') })
  })

  it('prints nothing that moves a terminal’s cursor', async () => {
    work()
    await test.core.tasks.create(actorOf(test.ana), { title: 'x\u001b[2Jy' })
    expect((await run('minhas tarefas')).output).toBe('Suas tarefas (1)\n1. x[2Jy · sem data')
  })

  it('needs something to say', async () => {
    expect(await run()).toMatchObject({ code: 2, output: expect.stringContaining('sparkone say <text>') })
    expect(await run('--to', 'x')).toMatchObject({ code: 2 })
  })
})
