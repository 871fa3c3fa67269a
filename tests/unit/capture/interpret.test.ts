import { beforeEach, describe, expect, it } from 'vitest'
import { actorOf, createTestCore, type TestCore, TUESDAY_TEN } from '../../support/core.ts'

let test: TestCore

beforeEach(async () => {
  test = await createTestCore()
})

let sent = 0
/** One text from a phone, as the gateway's adapter hands it over; answers what was said back on WhatsApp. */
const say = async (text: string, from: Partial<{ phone: string; lid: string; sentAt: Date; id: string }> = {}) => {
  sent += 1
  const id = from.id ?? `MESSAGE-${sent}`
  const phone = from.phone ?? (from.lid === undefined ? '5511977776666' : null)
  const outcome = await test.core.capture.receiveEvent(
    {
      type: 'text',
      eventKey: `evolution:sparkone:messages.upsert:${id}`,
      instance: 'sparkone',
      messageId: id,
      replyTo: phone === null ? `${from.lid}` : `${phone}@s.whatsapp.net`,
      phone,
      lid: from.lid ?? null,
      displayName: 'Alguém',
      text,
      sentAt: from.sentAt ?? test.clock.now(),
    },
    { event: 'messages.upsert' },
  )
  await test.drain()
  return { outcome, reply: test.whatsapp.sent.at(-1)?.message.body ?? '' }
}

const tasks = async () => (await test.core.tasks.list(actorOf(test.ana), { sort: 'created', limit: 100 })).tasks

describe('a message of a known person', () => {
  it('becomes a task, and the reply shows its number and absolute date', async () => {
    const { outcome, reply } = await say('me lembra de ligar pro João amanhã às 10h')
    expect(outcome).toBe('accepted')
    const [task] = await tasks()
    expect(task).toMatchObject({
      title: 'ligar pro João',
      dueDate: '2026-11-25',
      dueTime: '10:00',
      channel: 'whatsapp',
    })
    expect(reply).toContain(`tarefa ${task?.id}: ligar pro João`)
    expect(reply).toContain('Quarta-feira, 25/11/2026 às 10:00')
  })

  it('is answered at the JID it came from', async () => {
    await say('comprar leite', { phone: '551177776666' })
    expect(test.whatsapp.sent.at(-1)?.message.address).toBe('551177776666@s.whatsapp.net')
  })

  it('acts once however often the gateway repeats it', async () => {
    await say('comprar leite', { id: 'SAME' })
    expect((await say('comprar leite', { id: 'SAME' })).outcome).toBe('duplicate')
    expect(await tasks()).toHaveLength(1)
    expect(test.whatsapp.sent).toHaveLength(1)
  })

  it('is read by the moment it was sent, not by when it came', async () => {
    test.clock.set(new Date('2026-11-26T15:00:00Z'))
    await say('pagar boleto amanhã', { sentAt: TUESDAY_TEN })
    expect((await tasks())[0]?.dueDate).toBe('2026-11-25')
  })

  it('that asks for a recurrence says so and keeps the words', async () => {
    const { reply } = await say('tomar vitamina todo dia às 8h')
    expect((await tasks())[0]).toMatchObject({ dueDate: '2026-11-25', description: 'tomar vitamina todo dia às 8h' })
    expect(reply).toContain('Ainda não repito tarefas')
  })

  it('of any length loses no word', async () => {
    const text = `comprar ${'muita '.repeat(200)}coisa`
    await say(text)
    const [task] = await tasks()
    expect([...(task?.title ?? '')].length).toBeLessThanOrEqual(500)
    expect(task?.description).toBe(text)
  })

  it('with a date further than tasks reach is a task all the same, and keeps its words', async () => {
    await say('pagar boleto 01/01/9999')
    expect(await tasks()).toMatchObject([{ dueDate: null, description: 'pagar boleto 01/01/9999' }])
    expect((await say('adiar 1 para 01/01/9999')).reply).toContain('Para quando passo a tarefa 1')
  })

  it('lists, completes, reschedules, cancels and undoes by number', async () => {
    await say('pagar boleto dia 30')
    const id = (await tasks())[0]?.id
    expect((await say('minhas tarefas')).reply).toContain(`${id}. pagar boleto`)
    expect((await say(`adiar ${id} para sexta`)).reply).toContain('sexta-feira, 27/11/2026')
    expect((await say(`concluir ${id}`)).reply).toContain(`Tarefa ${id} concluída`)
    expect((await say('desfazer')).reply).toContain(`tarefa ${id}`)
    expect((await tasks())[0]?.status).toBe('pending')
    expect((await say(`cancelar ${id}`)).reply).toContain('cancelada')
    expect((await say('concluir 999')).reply).toContain('Não achei a tarefa 999')
  })

  it('names several tasks at once: each is dealt with, and a number that is nobody’s stops none', async () => {
    for (const title of ['pão', 'leite', 'café']) await say(`comprar ${title}`)
    const [one, two, three] = (await tasks()).map(({ id }) => id).toSorted((a, b) => a - b)
    const { reply } = await say(`concluir ${three}, 999 e ${one}`)
    expect(reply.split('\n')).toEqual([
      `✅ Tarefa ${one} concluída: comprar pão`,
      `✅ Tarefa ${three} concluída: comprar café`,
      'Não achei a tarefa 999. Responda "minhas tarefas" para ver os números.',
    ])
    expect((await say(`adiar ${one} e ${two}`)).reply.split('\n')).toEqual([
      `Para quando passo a tarefa ${one}, comprar pão?`,
      `Para quando passo a tarefa ${two}, comprar leite?`,
      `Responda, por exemplo, "adiar ${one} e ${two} para sexta às 15h".`,
    ])
    const cancelled = await say(`cancela ${one} e ${two}`)
    expect(cancelled.reply.match(/cancelada: /g)).toHaveLength(2)
    expect(cancelled.reply.match(/desfazer/g)).toHaveLength(1)
  })

  it('takes back with one word what one message did to several tasks, and no more', async () => {
    for (const title of ['pão', 'leite', 'café']) await say(`comprar ${title}`)
    const [one, two, three] = (await tasks()).map(({ id }) => id).toSorted((a, b) => a - b)
    const statuses = async () => (await tasks()).toSorted((a, b) => a.id - b.id).map(({ status }) => status)
    test.clock.advance(1000)
    await say(`concluir ${one}`)
    test.clock.advance(1000)
    await say(`concluir ${two} e ${three}`)
    expect(await statuses()).toEqual(['completed', 'completed', 'completed'])
    test.clock.advance(1000)
    expect((await say('desfazer')).reply.match(/Desfiz/g)).toHaveLength(2)
    expect(await statuses()).toEqual(['completed', 'pending', 'pending'])
    test.clock.advance(1000)
    await say('desfazer')
    expect(await statuses()).toEqual(['pending', 'pending', 'pending'])
  })

  it('gets a brief, help, and a short answer to a courtesy, none of them a task', async () => {
    expect((await say('resumo')).reply).toContain('Bom dia, Bruno!')
    expect((await say('ajuda')).reply).toContain('minhas tarefas')
    expect((await say('obrigado!')).reply).toContain('Por nada')
    expect(await tasks()).toEqual([])
  })

  it('never touches what belongs to somebody else', async () => {
    const secret = await test.core.tasks.create(actorOf(test.ana), { title: 'segredo' })
    expect((await say(`concluir ${secret.id}`)).reply).toContain(`Não achei a tarefa ${secret.id}`)
    expect((await say('minhas tarefas')).reply).not.toContain('segredo')
  })

  it('is answered in the language of the person', async () => {
    await test.core.people.patch(test.bruno.id, { locale: 'en' })
    expect((await say('remind me to call John tomorrow at 10am')).reply).toContain('Wednesday, Nov 25, 2026 at 10:00')
  })

  it('moves a time that the clocks skip forward and shows it', async () => {
    await test.core.people.patch(test.bruno.id, { timeZone: 'America/New_York' })
    test.clock.set(new Date('2027-03-13T15:00:00Z'))
    const { reply } = await say('ligar amanhã às 2h30 da manhã')
    expect(reply).toContain('14/03/2027 às 03:30')
  })
})

describe('stopping and going on by message', () => {
  it('is for operators: nothing leaves until somebody resumes', async () => {
    expect((await say('parar')).reply).toContain('Só um operador')
    const paused = await say('parar', { phone: '5511988887777' })
    expect(paused.reply).toContain('Envios pausados')
    const before = test.whatsapp.sent.length
    await say('comprar leite')
    expect(test.whatsapp.sent).toHaveLength(before)
    expect((await say('parar', { phone: '5511988887777' })).reply).toContain('Envios pausados')
    await say('retomar', { phone: '5511988887777' })
    expect(
      test.whatsapp.sent
        .slice(before)
        .map(({ message }) => message.body)
        .join(),
    ).toContain('comprar leite')
  })
})

describe('a message of somebody unknown', () => {
  it('never creates a task and leaves no text, but a sender to admit', async () => {
    const { outcome } = await say('me deixa entrar', { phone: '5531999998888', lid: '123456789012345@lid' })
    expect(outcome).toBe('unknown_sender')
    expect(await tasks()).toEqual([])
    expect(test.whatsapp.sent).toEqual([])
    const [sender] = await test.core.people.senders()
    expect(sender).toMatchObject({ address: '5531999998888', otherAddress: '123456789012345@lid', messages: 1 })
    expect(JSON.stringify(sender)).not.toContain('me deixa entrar')

    const carla = await test.core.people.admit(sender?.id ?? '', { name: 'Carla' })
    expect(await test.core.people.senders()).toEqual([])
    await say('comprar pão', { lid: '123456789012345@lid' })
    expect(await tasks()).toMatchObject([{ createdBy: carla.id, title: 'comprar pão' }])
  })
})

describe('a LID', () => {
  it('is learnt beside the phone of a known person and recognised alone later', async () => {
    await say('um', { phone: '5511977776666', lid: '999888777666555@lid' })
    await say('dois', { lid: '999888777666555@lid' })
    expect((await tasks()).map(({ createdBy }) => createdBy)).toEqual([test.bruno.id, test.bruno.id])
    expect(test.whatsapp.sent.at(-1)?.message.address).toBe('999888777666555@lid')
  })
})

describe('a message by API', () => {
  it('of a known sender is answered in the inbox, and can be looked up', async () => {
    const message = await test.core.capture.ingest({
      channel: 'whatsapp',
      sender: '+55 11 97777-6666',
      content: 'comprar pão',
    })
    await test.drain()
    const detail = await test.core.capture.get(actorOf(test.ana), message.id)
    expect(detail).toMatchObject({ status: 'processed', intent: 'create_task', taskId: (await tasks())[0]?.id })
    expect(detail.reply).toContain('comprar pão')
    await expect(
      test.core.capture.get({ personId: 'somebody', role: 'member', channel: 'api' }, message.id),
    ).rejects.toMatchObject({ code: 'message_not_found' })
  })

  it('of an unknown sender creates nothing and keeps no text', async () => {
    const message = await test.core.capture.ingest({ channel: 'web', sender: 'ninguém', content: 'segredo' })
    await test.drain()
    expect(message).toMatchObject({ status: 'ignored', text: null })
    expect(await tasks()).toEqual([])
    expect(await test.core.people.senders()).toMatchObject([{ channel: 'web', address: 'ninguém' }])
  })
})
