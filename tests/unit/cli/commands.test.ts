import { beforeEach, describe, expect, it } from 'vitest'
import type { Jobs } from '../../../handlers/cli/jobs.ts'
import { DATA_COMMANDS, findDataCommand, runDataCommand } from '../../../handlers/cli/run.ts'
import { commandContext } from '../../support/command-context.ts'
import { actorOf, createTestCore, type TestCore } from '../../support/core.ts'

let test: TestCore
beforeEach(async () => {
  test = await createTestCore()
})
const run = (...args: string[]) => runDataCommand(test.core, args, commandContext({ locale: 'en' }))

describe('keys', () => {
  it('are made with the scopes asked for, and the secret works', async () => {
    const { code, output } = await run('keys', 'create', 'meu', 'painel', '--scopes', 'tasks:read, briefs:read')
    expect(code).toBe(0)
    const principal = await test.core.access.authenticate(output)
    expect([...(principal?.scopes ?? [])]).toEqual(['tasks:read', 'briefs:read'])
    const list = await run('keys', 'list')
    expect(list.output).toMatch(
      /^ID +NAME +SCOPES +EXPIRES +LAST USED\n\S+ +meu painel +tasks:read,briefs:read +- +\d{4}-\d\d-\d\d \d\d:\d\d$/,
    )
    expect(list.output).not.toContain(output)
  })

  it('may belong to a person and end', async () => {
    const made = await run('keys', 'create', 'x', '--person', test.bruno.id, '--expires', '2027-01-31')
    expect((await test.core.access.authenticate(made.output))?.actor).toEqual(actorOf(test.bruno))
    expect((await run('keys', 'list')).output).toMatch(/ all +2027-01-31 00:00 +2026-11-24 10:00$/m)
    const inPortuguese = await runDataCommand(test.core, ['keys', 'list'], commandContext())
    expect(inPortuguese.output).toMatch(/ 31\/01\/2027 00:00 +24\/11\/2026 10:00$/m)
    test.clock.set(new Date('2027-02-01T00:00:00Z'))
    expect(await test.core.access.authenticate(made.output)).toBeNull()
  })

  it('are taken back by their id, once', async () => {
    const secret = (await run('keys', 'create', 'x')).output
    const [key] = await test.core.access.list()
    expect(await run('keys', 'revoke', key?.id ?? '')).toEqual({ code: 0, output: 'Revoked.' })
    expect(await test.core.access.authenticate(secret)).toBeNull()
    expect(await run('keys', 'revoke', key?.id ?? '')).toEqual({ code: 1, output: 'There is no such key.' })
  })
})

describe('jobs', () => {
  /** As many dead letters of two queues, of which one call takes at most ten. */
  const jobsWith = (dead: Record<'notify.email' | 'storage.purge', number>): Jobs => ({
    depth: () =>
      Promise.resolve([
        { name: 'notify.email', queued: 3, active: 1, dead: dead['notify.email'], oldestSeconds: 61.6 },
        { name: 'storage.purge', queued: 0, active: 0, dead: dead['storage.purge'], oldestSeconds: 0 },
      ]),
    redrive: (name) => {
      const names = (['notify.email', 'storage.purge'] as const).filter((it) => name === undefined || it === name)
      const moved = names.map((it) => {
        const some = Math.min(10, dead[it])
        dead[it] -= some
        return some
      })
      return Promise.resolve(moved.reduce((sum, it) => sum + it, 0))
    },
  })
  const runWith = (jobs: Jobs, ...args: string[]) =>
    runDataCommand(test.core, ['jobs', ...args], commandContext({ locale: 'en', jobs }))

  it('are listed by queue: waiting, running, how old, dead', async () => {
    const { output } = await runWith(jobsWith({ 'notify.email': 25, 'storage.purge': 1 }), 'list')
    expect(output).toMatch(/^QUEUE +WAITING +RUNNING +OLDEST +FAILED FOR GOOD\nnotify.email +3 +1 +62 s +25\n/)
  })

  it('that are dead are tried again, all of a queue or of every queue, however many there are', async () => {
    const dead = { 'notify.email': 25, 'storage.purge': 1 }
    const jobs = jobsWith(dead)
    expect((await runWith(jobs, 'redrive', 'notify.email')).output).toMatch(/^Back in the queue: 25\./)
    expect(dead).toEqual({ 'notify.email': 0, 'storage.purge': 1 })
    expect((await runWith(jobs, 'redrive')).output).toMatch(/^Back in the queue: 1\./)
    expect(await runWith(jobs, 'redrive')).toEqual({ code: 0, output: 'Nothing has failed for good.' })
  })

  it('of a queue that does not exist are told by the names of those that do', async () => {
    const { code, output } = await runWith(jobsWith({ 'notify.email': 0, 'storage.purge': 0 }), 'redrive', 'mail')
    expect(code).toBe(2)
    expect(output).toContain('notify.email')
  })
})

describe('people', () => {
  it('are added with what is said of them', async () => {
    const args = ['João', 'Silva', '--phone', '+55 21 99999-0000', '--email', 'joao@example.org', '--operator']
    const { code, output } = await run('people', 'add', ...args, '--zone', 'Europe/Lisbon', '--locale', 'en')
    expect(code).toBe(0)
    expect(await test.core.people.get(output)).toMatchObject({
      name: 'João Silva',
      role: 'operator',
      timeZone: 'Europe/Lisbon',
      locale: 'en',
      aliases: [{ address: '5521999990000' }, { address: 'joao@example.org' }],
    })
  })

  it('without any address are served by the inbox alone', async () => {
    await run('people', 'add', 'Carla')
    expect((await run('people', 'list')).output).toMatch(/Carla +member +America\/Sao_Paulo +the SparkOne inbox alone/)
  })

  it('are all listed, however many, with the end of a phone alone', async () => {
    for (let i = 0; i < 120; i += 1) await test.core.people.add({ name: `p${i}` })
    const { output } = await run('people', 'list')
    expect(output.split('\n')).toHaveLength(1 + 2 + 120)
    expect(output).toContain('whatsapp …7777')
    expect(output).not.toContain('8888')
  })

  it('who wrote are admitted under a name, or to somebody known', async () => {
    for (const sender of ['+55 31 98888-0001', '+55 31 98888-0002']) {
      await test.core.capture.ingest({ channel: 'whatsapp', sender, content: 'oi' })
    }
    const [one, two] = await test.core.people.senders()
    expect((await run('people', 'senders')).output).toMatch(
      /…0001 +1 +\d{4}-\d\d-\d\d \d\d:\d\d\n[\s\S]*…0002|…0002[\s\S]*…0001 +1 +\d{4}-\d\d-\d\d \d\d:\d\d$/,
    )
    const admitted = await run('people', 'admit', one?.id ?? '', '--name', 'Eva')
    expect((await test.core.people.get(admitted.output)).name).toBe('Eva')
    expect(await run('people', 'admit', two?.id ?? '', '--person', test.bruno.id)).toEqual({
      code: 0,
      output: test.bruno.id,
    })
    expect(await test.core.people.senders()).toEqual([])
  })

  it('cannot write to the terminal by the name they give themselves', async () => {
    await test.storage.run((stores) =>
      stores.senders.note({
        id: 's',
        channel: 'whatsapp',
        address: '5531988880001',
        key: '553188880001',
        otherAddress: null,
        displayName: 'Eva\u001b[2J\n\u202eavE',
        lastSeenAt: test.clock.now(),
      }),
    )
    const { output } = await run('people', 'senders')
    expect(output.split('\n')).toHaveLength(2)
    expect(output.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  })
})

describe('a command', () => {
  it.each([
    [['keys', 'create'], 'Give the key a name.'],
    [['keys', 'create', 'x', '--scopes', 'tasks:all'], '"tasks:all" is no scope.'],
    [['keys', 'create', 'x', '--expires', 'soon'], '--expires takes a date'],
    [['keys', 'create', 'x', '--colour', 'red'], 'There is no option --colour.'],
    [['keys', 'list', 'all'], 'takes nothing'],
    [['keys', 'revoke'], 'Which key?'],
    [['keys', 'revoke', 'a', 'b'], 'Which key?'],
    [['people', 'add', '--operator'], 'Give the person a name.'],
    [['people', 'add', 'x', '--locale', 'fr'], '--locale is pt-BR or en.'],
    [['people', 'admit', 'x'], 'Say who it is'],
    [['people', 'admit', 'x', '--name', 'a', '--person', 'b'], 'Either --name or --person.'],
  ])('used wrongly says how it is used: %j', async (args, words) => {
    const { code, output } = await run(...args)
    expect(code).toBe(2)
    expect(output).toContain(words)
    expect(output).toContain(`Usage: sparkone ${findDataCommand(args)?.usage}`)
  })

  it('that the core refuses says why, field by field', async () => {
    expect(await run('people', 'add', 'x', '--phone', '12', '--zone', 'Europe/Lisbon')).toEqual({
      code: 1,
      output:
        'The input is not valid.\n  /aliases/0/address: Must be a phone number with country and area code, such as +55 11 91234-5678.',
    })
    expect((await run('people', 'admit', 'nobody', '--name', 'x')).code).toBe(1)
  })

  it.each(DATA_COMMANDS.map(({ name }) => name))('%s explains itself and does nothing when asked to', async (name) => {
    const { code, output } = await run(...name.split(' '), '--help')
    expect(code).toBe(0)
    expect(output).toContain(`Usage: sparkone ${name}`)
    expect(await test.core.access.list()).toEqual([])
  })

  it('that does not exist is said not to', async () => {
    expect(await run('keys', 'eat')).toMatchObject({ code: 2 })
  })
})
