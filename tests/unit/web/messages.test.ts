import { beforeEach, describe, expect, it } from 'vitest'
import { actorOf } from '../../support/core.ts'
import { createTestConsole, type TestConsole } from '../../support/web.ts'

const PLACE = '/web/messages'
const ANA = '5511988887777'
const BRUNO = '5511977776666'
let test: TestConsole

beforeEach(async () => {
  test = await createTestConsole()
})

const write = async (sender: string, content: string): Promise<string> => {
  const { id } = await test.core.capture.ingest({ channel: 'whatsapp', sender, content })
  await test.drain()
  test.clock.advance(1000)
  return id
}

describe('the list of messages', () => {
  it('says of each what came in, what was understood of it and what was answered', async () => {
    await write(BRUNO, 'Pagar o boleto amanhã às 9h, urgente')
    const { html } = await test.get(PLACE)
    expect(html).toContain('Pagar o boleto amanhã às 9h, urgente')
    expect(html).toContain('Criar tarefa')
    expect(html).toMatch(/<a href="\/web\/tasks\/1">1 · Pagar o boleto<\/a>/)
    expect(html).toContain('qua., 25 nov. 2026, 09:00')
    expect(html).toContain('urgente')
    expect(html).toContain('Anotei a tarefa 1')
    const [answer] = (await test.core.notify.list(actorOf(test.ana), { limit: 1 })).notifications
    expect(html).toContain(`href="/web/deliveries/${answer?.id}"`)
    expect(html).toContain('A caminho')
  })

  it('narrows by person, channel and outcome, and keeps what was chosen', async () => {
    await write(BRUNO, 'do Bruno')
    await write(ANA, 'da Ana')
    const bruno = await test.get(`${PLACE}?person=${test.bruno.id}`)
    expect(bruno.html).toContain('do Bruno')
    expect(bruno.html).not.toContain('da Ana')
    expect(bruno.html).toContain(`<option value="${test.bruno.id}" selected`)
    expect((await test.get(`${PLACE}?channel=sheets`)).html).toContain('Nada com estes filtros')
    expect((await test.get(`${PLACE}?status=processed`)).html).toContain('da Ana')
    expect((await test.get(`${PLACE}?status=failed`)).html).not.toContain('da Ana')
  })

  it('goes on where a page ends', async () => {
    for (let n = 0; n < 21; n += 1) await write(BRUNO, `anotar coisa ${n}.`)
    const first = await test.get(PLACE)
    expect(first.html).not.toContain('anotar coisa 0.')
    const next = /href="([^"]*after=[^"]*)"/.exec(first.html)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect((await test.get(next)).html).toContain('anotar coisa 0.')
  })

  it('leads from an unknown sender to People, and shows neither text nor number', async () => {
    await write('5511955554444', 'quem é?')
    const { html } = await test.get(PLACE)
    expect(html).toContain('Remetente desconhecido')
    expect(html).toContain('href="/web/people"')
    expect(html).not.toMatch(/quem é|955554444/)
  })

  it('says what to do where there is nothing yet', async () => {
    expect((await test.get(PLACE)).html).toContain('Escreva ao número do SparkOne')
  })

  it.each(['status=nonsense', 'channel=1', 'person=nobody'])(
    'is shown, whatever the address asks for: %s',
    async (query) => {
      expect((await test.get(`${PLACE}?${query}`)).status).toBe(200)
      expect(test.errors).toEqual([])
    },
  )

  it('speaks English to whom that is the language of', async () => {
    await test.core.people.patch(test.ana.id, { locale: 'en' })
    await write(BRUNO, 'o que tenho pra hoje?')
    const { html } = await test.get(PLACE)
    expect(html).toContain('List tasks')
    expect(html).not.toContain('Listar tarefas')
  })
})

describe('one message', () => {
  it('tells the whole of it, its task and the way of its answer', async () => {
    const id = await write(BRUNO, 'Pagar o boleto amanhã às 9h')
    const { html } = await test.get(`${PLACE}/${id}`)
    expect(html).toContain('<h1>Mensagem de Bruno</h1>')
    expect(html).toContain('href="/web/tasks/1"')
    expect(html).toContain('WhatsApp · enviando')
    expect(html).not.toContain('977776666')
  })

  it('says so where its task is gone', async () => {
    const id = await write(BRUNO, 'Pagar o boleto amanhã')
    await test.core.tasks.remove(actorOf(test.ana), 1)
    expect((await test.get(`${PLACE}/${id}`)).html).toContain('a tarefa já não existe')
  })

  it('runs nothing that its text, its task or its sender says', async () => {
    const script = '<script>alert(1)</script>'
    await test.core.people.patch(test.bruno.id, { name: `Bruno ${script}` })
    const id = await write(BRUNO, `comprar ${script} "><img src=x onerror=alert(1)>`)
    for (const path of [PLACE, `${PLACE}/${id}`]) {
      const { html } = await test.get(path)
      expect(html).not.toMatch(/<script>alert|<img/)
      expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    }
  })

  it.each(['nobody', '..%2F..'])('is not there for an id of nothing: %s', async (id) => {
    expect((await test.get(`${PLACE}/${id}`)).status).toBe(404)
    expect(test.errors).toEqual([])
  })
})

describe('to a member, messages', () => {
  it('are their own alone, in list and detail, whatever they ask for', async () => {
    const anas = await write(ANA, 'comprar pão')
    const own = await write(BRUNO, 'comprar leite')
    await write('5511955554444', 'quem é?')
    const { html } = await test.get(`${PLACE}?person=${test.ana.id}`, test.bruno.id)
    expect(html).toContain('comprar leite')
    expect(html).not.toMatch(/comprar pão|Remetente desconhecido|\/web\/people/)
    expect((await test.get(`${PLACE}/${own}`, test.bruno.id)).status).toBe(200)
    expect((await test.get(`${PLACE}/${anas}`, test.bruno.id)).status).toBe(404)
  })
})
