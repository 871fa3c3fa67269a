import { describe, expect, it } from 'vitest'
import { createMemoryMirror, type MemoryMirror } from '../../../adapters/memory/index.ts'
import { actorOf } from '../../support/core.ts'
import { createTestConsole, type TestConsole } from '../../support/web.ts'

const PLACE = '/web/mirrors'

interface House extends TestConsole {
  readonly notion: MemoryMirror
  /** Time goes by, and whatever is due is done. */
  pass(minutes: number): Promise<void>
  /** A person's hand on the page of a task. */
  edit(taskId: number, fields: Parameters<MemoryMirror['hand']['edit']>[1]): Promise<void>
}

const open = async (labels?: readonly string[]): Promise<House> => {
  const made: MemoryMirror[] = []
  const test = await createTestConsole({
    mirrors: (clock) => {
      made.push(createMemoryMirror({ name: 'notion', reading: 'each', clock, ...(labels ? { labels } : {}) }))
      return Object.fromEntries(made.map((mirror) => [mirror.name, mirror]))
    },
  })
  const [notion] = made
  if (notion === undefined) throw new Error('no mirror')
  const pass = async (minutes: number): Promise<void> => {
    for (let step = 0; step < minutes * 6; step += 1) {
      test.clock.advance(10_000)
      await test.drain()
    }
  }
  await test.storage.jobs.start()
  const edit: House['edit'] = async (taskId, fields) => {
    const link = await test.storage.read((stores) => stores.links.find('notion', taskId))
    notion.hand.edit(notion.hand.byKey(link?.key ?? '')?.id ?? -1, fields)
  }
  return { ...test, notion, pass, edit }
}

/** A task whose title changed here and, later, there. */
const disagreed = async (theirs = 'Ligar para o João'): Promise<House & { readonly taskId: number }> => {
  const house = await open()
  const ana = actorOf(house.ana)
  const { id } = await house.core.tasks.create(ana, { title: 'Ligar pro João' })
  await house.pass(3)
  await house.core.sync.pause(ana, 'notion')
  await house.core.tasks.patch(ana, id, { title: 'Ligar pro João amanhã' })
  house.clock.advance(180_000)
  await house.edit(id, { title: theirs })
  house.clock.advance(60_000)
  await house.core.sync.resume(ana, 'notion')
  await house.pass(3)
  return { ...house, taskId: id }
}

/** A first copy of four tasks that has come to the first. */
const copying = async (): Promise<House> => {
  const house = await open()
  const ana = actorOf(house.ana)
  await house.core.tasks.create(ana, { title: 'A primeira' })
  await house.pass(3)
  for (let n = 0; n < 3; n += 1) await house.core.tasks.create(ana, { title: `Mais uma ${n}` })
  await house.storage.run(async ({ mirrors }) => {
    const row = await mirrors.find('notion')
    if (row !== null) await mirrors.save({ ...row, enrolAfter: 1 })
  })
  return house
}

describe('the page of mirrors', () => {
  it('names the variables to set where none is configured, and offers nothing else', async () => {
    const { get } = await createTestConsole()
    const { html } = await get(PLACE)
    expect(html).toContain('Nenhum espelho ligado')
    expect(html).toContain('NOTION_API_KEY')
    expect(html).toContain('GOOGLE_SHEETS_SPREADSHEET_ID')
    expect(html).not.toContain('action="/web/mirrors')
    expect((await get(`${PLACE}/notion`)).status).toBe(404)
  })

  it('is for operators', async () => {
    const { get, post, bruno } = await open()
    for (const path of ['', '/notion', '/conflicts']) expect((await get(PLACE + path, bruno.id)).status).toBe(403)
    expect((await post(`${PLACE}/notion/pause`, {}, bruno.id)).status).toBe(403)
  })

  it('says how each is, and looks again by itself where nothing tells of a change', async () => {
    const { get, pass, core, ana } = await open()
    expect((await get(PLACE)).html).toContain('Ainda não começou')
    await core.tasks.create(actorOf(ana), { title: 'Comprar café' })
    await pass(3)
    const { html } = await get(PLACE)
    expect(html).toContain('Em dia')
    expect(html).toContain('hx-trigger="every 10s"')
  })

  it('says why one stands still and what to do, in the language of who looks', async () => {
    const { get, pass, notion, core, ana } = await open()
    await core.tasks.create(actorOf(ana), { title: 'Comprar café' })
    notion.stop({ code: 'missing_key', params: { name: 'SparkOne ID' } })
    await pass(3)
    const { html } = await get(PLACE)
    expect(html).toContain('Parado')
    expect(html).toContain('crie uma propriedade de texto com esse nome')
    await core.people.patch(ana.id, { locale: 'en' })
    expect((await get(PLACE)).html).toContain('Stopped')
  })

  it('shows how far a copy of everything is, and what is left', async () => {
    const { get } = await copying()
    const { html } = await get(PLACE)
    expect(html).toMatch(/<progress[^>]* max="4" value="1"/)
    expect(html).toContain('1 de 4 tarefas')
  })

  it('tells a copy under way to who cannot see it and in the language of who looks, until it is done', async () => {
    const { get, core, ana, pass } = await copying()
    const bar = (label: string) =>
      new RegExp(`<progress id="progress-notion" max="4" value="1" aria-label="${label}"></progress>`)
    for (const path of [PLACE, `${PLACE}/notion`]) {
      const { html } = await get(path)
      expect(html).toContain('Copiando tudo')
      expect(html).toMatch(bar('Andamento da cópia'))
      expect(html).toMatch(/Faltam no máximo \d+ chamadas, cerca de \d+(,\d+)? s\./)
    }
    await core.people.patch(ana.id, { locale: 'en' })
    const { html } = await get(PLACE)
    expect(html).toMatch(bar('Progress of the copy'))
    expect(html).toContain('1 of 4 tasks.')
    expect(html).toMatch(/\d+ requests left at most, about \d+(\.\d+)? s\./)
    await pass(3)
    const done = (await get(PLACE)).html
    expect(done).toContain('Up to date')
    expect(done).not.toContain('<progress')
  })

  it('says how long the change that has waited longest has waited, and that none does once it is there', async () => {
    const { get, pass, core, ana, clock } = await open()
    const lag = async (path = PLACE): Promise<readonly string[]> =>
      [...(await get(path)).html.matchAll(/<dt>(?:Atraso|Lag)<\/dt><dd>([^<]*)<\/dd>/g)].map(([, text]) => text ?? '')
    const [first, second] = [
      await core.tasks.create(actorOf(ana), { title: 'Comprar café' }),
      await core.tasks.create(actorOf(ana), { title: 'Regar as plantas' }),
    ]
    await pass(3)
    expect(await lag()).toEqual(['nenhum'])
    await core.sync.pause(actorOf(ana), 'notion')
    await core.tasks.patch(actorOf(ana), first.id, { title: 'Comprar chá' })
    clock.advance(5_400_000)
    await core.tasks.patch(actorOf(ana), second.id, { title: 'Regar tudo' })
    clock.advance(420_000)
    for (const path of [PLACE, `${PLACE}/notion`]) expect(await lag(path)).toEqual(['1 h 37 min'])
    await core.people.patch(ana.id, { locale: 'en' })
    expect(await lag()).toEqual(['1 h 37 min'])
    await core.sync.resume(actorOf(ana), 'notion')
    await pass(3)
    expect(await lag()).toEqual(['none'])
  })

  it('pauses and resumes, each of which can be taken back', async () => {
    const { get, post, core } = await open()
    expect((await post(`${PLACE}/notion/pause`)).location).toBe(PLACE)
    expect((await core.sync.status())[0]?.pause?.reason).toBe('operator')
    const paused = await get(PLACE)
    expect(paused.html).toContain('Em pausa a pedido.')
    expect(paused.html).toContain(`formaction="${PLACE}/notion/resume"`)
    await post(`${PLACE}/notion/resume`)
    expect((await core.sync.status())[0]?.pause).toBeNull()
  })

  it('synchronises on request, in the direction that was asked for, and refuses another', async () => {
    const { post, storage } = await open()
    const asked = await post(`${PLACE}/notion/sync`, { mode: 'pull' })
    expect(asked.location).toBe(`${PLACE}/notion`)
    const row = await storage.read(({ mirrors }) => mirrors.find('notion'))
    expect(row?.sweep ?? null).toBeNull()
    expect((await post(`${PLACE}/notion/sync`, { mode: 'sideways' })).status).toBe(400)
    expect((await post(`${PLACE}/sheets/sync`, { mode: 'both' })).status).toBe(404)
  })
})

describe('the page of one mirror', () => {
  it('says of each task what did not get there, with a link to it, and tries it again', async () => {
    const { get, post, core, ana, pass, notion } = await open(['casa'])
    const { id } = await core.tasks.create(actorOf(ana), { title: '<script>x</script>', labels: ['jardim'] })
    await pass(3)
    const { html } = await get(`${PLACE}/notion`)
    expect(html).toContain('falta a opção “jardim”')
    expect(html).toContain(`href="/web/tasks/${id}"`)
    expect(html).not.toContain('<script>x')
    // Nor is it called well from afar, while this lasts.
    expect((await get(PLACE)).html).toContain('Em dia, com exceções')
    expect((await get('/web/health')).html).toContain('1 tarefa tem um problema na cópia: veja qual em Espelhos.')
    await core.people.patch(ana.id, { locale: 'en' })
    expect((await get(PLACE)).html).toContain('Up to date, with exceptions')
    expect((await get('/web/health')).html).toContain('1 task has a problem with the copy: see which in Mirrors.')
    await core.people.patch(ana.id, { locale: 'pt-BR' })
    notion.addLabels('jardim')
    const back = `${PLACE}/notion?kind=troubled`
    const again = await post(`${PLACE}/notion/sync`, { mode: 'both', task: String(id), back })
    expect(again.location).toBe(back)
    await pass(3)
    expect((await get(`${PLACE}/notion`)).html).toContain('Nenhuma tarefa com problema')
    expect((await get(PLACE)).html).toContain('Em dia<')
    expect((await get('/web/health')).html).not.toContain('problema na cópia')
  })

  it('copies a task anew whose copy a person deleted there', async () => {
    const { get, post, core, ana, pass, notion } = await open()
    const { id } = await core.tasks.create(actorOf(ana), { title: 'Comprar café' })
    await pass(3)
    notion.hand.trash(notion.hand.rows()[0]?.id ?? -1)
    // Whom nothing else leads to is found by comparing all there is.
    await post(`${PLACE}/notion/sync`, { mode: 'both' })
    await pass(3)
    expect((await get(`${PLACE}/notion?kind=removed`)).html).toContain('Copiar de novo')
    await post(`${PLACE}/notion/sync`, { mode: 'both', task: String(id) })
    await pass(3)
    expect((await get(`${PLACE}/notion?kind=removed`)).html).toContain('Nenhuma cópia apagada')
  })

  it('leads nowhere but to our own pages after a try', async () => {
    const { post } = await open()
    const away = await post(`${PLACE}/notion/sync`, { mode: 'both', back: 'https://example.com/' })
    expect(away.location).toBe('/web')
  })
})

describe('conflicts', () => {
  it('stand side by side with what stayed, and nothing of them is markup', async () => {
    const { get, taskId } = await disagreed('<script>lá</script>')
    const { html } = await get(`${PLACE}/conflicts`)
    expect(html).toContain('Ligar pro João amanhã')
    expect(html).toContain('&lt;script&gt;lá')
    expect(html).not.toContain('<script>lá')
    expect(html).toContain(`href="/web/tasks/${taskId}"`)
    expect(html).toContain('Ana recebeu o aviso')
    expect((await get(PLACE)).html).toContain('Ligar pro João amanhã')
  })

  it('give the other value with one button, once', async () => {
    const { get, post, core, ana, taskId } = await disagreed()
    const [conflict] = (await core.sync.conflicts(actorOf(ana), { limit: 1 })).conflicts
    const pick = conflict?.winner === 'ours' ? 'theirs' : 'ours'
    const before = (await core.tasks.get(actorOf(ana), taskId)).title
    expect((await post(`${PLACE}/conflicts/${conflict?.id}`, { pick, back: PLACE })).location).toBe(PLACE)
    expect((await core.tasks.get(actorOf(ana), taskId)).title).not.toBe(before)
    expect((await post(`${PLACE}/conflicts/${conflict?.id}`, { pick })).status).toBe(409)
    expect((await get(`${PLACE}/conflicts`)).html).toContain('Nenhum conflito em aberto')
    expect((await get(`${PLACE}/conflicts?which=all`)).html).toContain('Trocado pelo outro valor em')
  })

  it('can be left as they are', async () => {
    const { get, post, core, ana, taskId } = await disagreed()
    const [conflict] = (await core.sync.conflicts(actorOf(ana), { limit: 1 })).conflicts
    const before = (await core.tasks.get(actorOf(ana), taskId)).title
    await post(`${PLACE}/conflicts/${conflict?.id}`, { pick: conflict?.winner ?? '' })
    expect((await core.tasks.get(actorOf(ana), taskId)).title).toBe(before)
    expect((await get(`${PLACE}/conflicts`)).html).toContain('Nenhum conflito em aberto')
    expect((await post(`${PLACE}/conflicts/${conflict?.id}`, { pick: 'both' })).status).toBe(400)
  })
})
