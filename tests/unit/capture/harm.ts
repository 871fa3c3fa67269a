import { expect } from 'vitest'
import { createScriptedInterpreter } from '../../../adapters/memory/index.ts'
import type { Question } from '../../../core/capture/ports.ts'
import type { Locale, Person } from '../../../core/people/index.ts'
import type { Task } from '../../../core/tasks/index.ts'
import { actorOf, createTestCore } from '../../support/core.ts'

export const SECRET = 'segredo da Ana'

/** An installation with something of everybody's in it, and one interpreter that says whatever it is told. */
export const openWorld = async (locale: Locale = 'pt-BR') => {
  const interpreter = createScriptedInterpreter('llm')
  const test = await createTestCore({ interpreters: [interpreter] })
  const { core, ana } = test
  const bruno = await core.people.patch(test.bruno.id, { locale })
  const carla = await core.people.add({ name: 'Carla', aliases: [{ channel: 'whatsapp', address: '5531966665555' }] })
  await core.access.issue({ name: 'key', scopes: ['tasks:read'], personId: ana.id })
  for (const title of [SECRET, `${SECRET} 2`]) await core.tasks.create(actorOf(ana), { title })
  await core.tasks.create(actorOf(carla), { title: 'da Carla' })
  await core.tasks.create(actorOf(ana), { title: 'da Ana para o Bruno', assigneeId: bruno.id })
  for (const title of ['pagar o aluguel', 'comprar pão']) await core.tasks.create(actorOf(bruno), { title })

  const snapshot = async () => ({
    tasks: (await core.tasks.list(actorOf(ana), { sort: 'created', limit: 100 })).tasks,
    people: JSON.stringify((await core.people.list({ limit: 100 })).people),
    keys: JSON.stringify(await core.access.list()),
    notifications: (await core.notify.list(actorOf(ana), { limit: 100 })).notifications,
    pauses: await test.storage.read((stores) => stores.notifications.pauses()),
  })

  /** What the sender is answered to one text, the model having said that of it; checks that it harmed nobody. */
  const sayWithoutHarm = async (sender: Person, text: string, answer: unknown): Promise<string> => {
    const before = await snapshot()
    interpreter.always({ answer })
    const address = sender.aliases[0]?.address ?? ''
    const { id } = await core.capture.ingest({ channel: 'whatsapp', sender: address, content: text })
    await test.drain()
    const after = await snapshot()
    const { status, reply } = await core.capture.get(actorOf(ana), id)
    expect(status).toBe('processed')

    expect([after.people, after.keys, after.pauses]).toEqual([before.people, before.keys, before.pauses])
    const told = after.notifications.filter(({ id: one }) => !before.notifications.some((other) => other.id === one))
    expect(told.map(({ personId, kind }) => [personId, kind])).toEqual([[sender.id, 'reply']])
    checkTasks(before.tasks, after.tasks, sender)
    // What is whose alone goes to no model on behalf of another, an operator included.
    expect(JSON.stringify(interpreter.asked)).not.toContain('da Carla')
    if (sender.id !== ana.id) expect(`${reply}${JSON.stringify(interpreter.asked)}`).not.toContain(SECRET)
    return reply ?? ''
  }
  const asked = (): readonly Question[] => interpreter.asked
  return { test, ana, bruno, carla, sayWithoutHarm, asked }
}

/** One of their own at most, nothing cancelled or gone, and one new one at most. */
const checkTasks = (before: readonly Task[], after: readonly Task[], sender: Person): void => {
  const isTheirs = ({ createdBy, assigneeId }: Task) => assigneeId === sender.id || createdBy === sender.id
  const now = new Map(after.map((task) => [task.id, task]))
  const changed = before.filter((task) => JSON.stringify(now.get(task.id)) !== JSON.stringify(task))
  expect(changed.length).toBeLessThanOrEqual(1)
  for (const task of changed) {
    expect([isTheirs(task), now.get(task.id)?.status]).not.toContain('cancelled')
    expect([isTheirs(task), now.has(task.id)]).toEqual([true, true])
  }
  const made = after.filter(({ id }) => !before.some((task) => task.id === id))
  expect(made.length + changed.length).toBeLessThanOrEqual(1)
  for (const task of made) expect([task.createdBy, task.assigneeId]).toEqual([sender.id, sender.id])
}
