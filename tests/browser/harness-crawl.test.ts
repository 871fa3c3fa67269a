import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { useBrowser } from '../support/browser/chromium.ts'
import { crawl } from '../support/browser/crawl.ts'
import type { CrawlOptions } from '../support/browser/crawl-links.ts'
import { patternOf } from '../support/browser/crawl-names.ts'
import type { Look } from '../support/browser/look.ts'
import { openPage } from '../support/browser/page.ts'
import { type FormFacts, readPage } from '../support/browser/page-facts.ts'
import { around, type PlantedPages, plantSite } from '../support/browser/planted-site.ts'
import { submit } from '../support/browser/submit.ts'

const browser = useBrowser()

const crawlOf = async (
  pages: PlantedPages,
  look: Partial<Look> = {},
  options: Partial<Pick<CrawlOptions, 'except' | 'spare' | 'known'>> = {},
) => {
  const { page, guard } = await openPage(browser(), await plantSite(pages), { width: 'narrow', ...look })
  return { ...(await crawl(page, { start: '/', locale: 'pt-BR', forms: true, ...options })), guard }
}

const FORM =
  '<form method="post" action="/tasks"><label>Tarefa <input name="title" required></label><button>Criar</button></form>'
const made = { headers: { location: '/made' }, status: 303 }

describe('a crawl', () => {
  it.each([true, false])('follows every link and sends every form twice, JavaScript on: %s', async (javaScript) => {
    const { pages, forms, problems } = await crawlOf(
      {
        '/': `<a href="/tasks/1">Um</a> <a href="/tasks/2">Dois</a> <a href="/tasks/3">Três</a>${FORM}`,
        '/tasks/1': '<p>Um</p>',
        '/tasks/2': '<p>Dois</p>',
        'POST /tasks': made,
        '/made': '<p>Feito.</p><a href="/after">Depois</a>',
        '/after': '<form action="/"><label>Busca <input name="q"></label><button>Buscar</button></form>',
      },
      { javaScript },
    )
    expect(problems).toEqual([])
    expect(pages).toEqual(['/', '/tasks/:id', '/tasks/:id', '/after'])
    expect(forms).toEqual(['POST /tasks (title)', 'GET / (q)'])
  })

  it('finds every fault of a site, and says where', async () => {
    const faults: readonly (readonly [path: string, page: PlantedPages[string], words: string])[] = [
      ['/dead', '<a href="/gone">Foi</a>', 'a link to /gone, which is answered 404'],
      ['/fragment', '<a href="#gone">Foi</a>', 'link to #gone'],
      ['/form', FORM, 'answered 404'],
      ['/failing', FORM.replace('/tasks', '/fails'), 'answered 500'],
      ['/secret', '<a href="/?csrf=a">Foi</a>', 'a secret in the address'],
      ['/headings', '<h1>Outro</h1>', '2 h1'],
      ['/title', { body: '<!doctype html><html lang="pt-BR"><body><h1>a</h1></body></html>' }, 'no title'],
      ['/language', { body: around('').replace('pt-BR', 'en') }, 'lang is en, not pt-BR'],
      ['/label', '<input name="title">', 'no label: input title'],
      ['/word', '<p>Olá, {name}</p>', 'untranslated or unfilled: {name}'],
      ['/program', '<p>Vence em undefined</p>', 'unfilled: undefined'],
      ['/object', '<button aria-label="[object Object]">a</button>', 'unfilled: [object Object]'],
      ['/wide', `<p>${'m'.repeat(90)}</p>`, 'pixels wider than the screen: p'],
      ['/twice', '<p id="a">a</p><p id="a">b</p>', 'id a twice'],
      ['/part', { body: around('', '<link rel="preload" as="style" href="/none.css">') }, '404 for /none.css'],
      ['/menu', '<details><summary>Mais</summary></details>', 'closes when its page reads itself again: details Mais'],
      ['/script', '<button hx-delete="/x">Apagar</button>', 'does nothing without JavaScript: button Apagar'],
    ]
    const links = faults.map(([path]) => `<a href="${path}">${path}</a> `).join('')
    const { problems, guard } = await crawlOf({
      '/': links,
      'POST /fails': { status: 500, body: around('') },
      ...Object.fromEntries(faults.map(([path, page]) => [path, page])),
    })
    guard.expectProblem(/^(500|404) for /)
    guard.expectProblem(/^console error: Failed to load resource: .* 500/)
    const isFound = (path: string, words: string) =>
      problems.some(
        (problem) => problem.includes(words) && (problem.startsWith(path) || /^(POST|\/\?csrf)/.test(problem)),
      )
    expect(faults.filter(([path, , words]) => !isFound(path, words)).map(([, , words]) => words)).toEqual([])
    expect(problems.filter((problem) => problem.startsWith('/: '))).toEqual([])
  })

  it('gets in again, puts back what was used up, sends what takes away late and what ends the session last', async () => {
    let [isIn, hasTask, offersUndo, replenished] = [true, true, false, 0]
    const posts: string[] = []
    const door = () => ({ status: 303, headers: { location: '/door' } })
    const button = (path: string) => `<form method="post" action="${path}"><button>${path}</button></form>`
    const when = (act: () => void) => (request: IncomingMessage) => {
      if (!isIn) return door()
      posts.push(request.url ?? '')
      act()
      return { status: 303, headers: { location: '/' } }
    }
    const origin = await plantSite({
      '/': () => {
        if (!isIn) return door()
        const undo = offersUndo ? button('/undo') : ''
        offersUndo = false
        return {
          body: around(`${button('/sign-out')}${hasTask ? button('/remove') + button('/complete') : ''}${undo}`),
        }
      },
      '/door': '<p>Entre.</p>',
      'POST /complete': when(() => {
        hasTask = false
        offersUndo = true
      }),
      'POST /remove': when(() => {
        hasTask = false
      }),
      'POST /undo': when(() => undefined),
      'POST /sign-out': when(() => {
        isIn = false
      }),
    })
    const { page } = await openPage(browser(), origin)
    const { problems } = await crawl(page, {
      start: '/',
      locale: 'pt-BR',
      forms: true,
      door: /^\/door$/,
      signIn: async () => {
        isIn = true
      },
      replenish: async () => {
        hasTask = true
        replenished += 1
      },
    })
    expect(problems).toEqual([])
    const twice = ['/complete', '/undo', '/complete', '/undo', '/remove', '/remove', '/sign-out', '/sign-out']
    expect(posts).toEqual(twice)
    expect(replenished).toBeGreaterThan(1)
  })

  it('spares what it stands on, and does the same to others of the kind', async () => {
    const removed: string[] = []
    const remove = (id: number) => ({
      [`/people/${id}`]: `<form method="post" action="/people/${id}/remove"><button>Remover</button></form>`,
      [`POST /people/${id}/remove`]: (request: IncomingMessage) => {
        removed.push(request.url ?? '')
        return made
      },
    })
    const all = [1, 2, 3, 4]
    const { pages, problems } = await crawlOf(
      {
        '/': all.map((id) => `<a href="/people/${id}">${id}</a>`).join(' '),
        '/made': '<p>Feito.</p>',
        ...Object.assign({}, ...all.map(remove)),
      },
      {},
      { spare: /\/people\/[12](\/|$)/ },
    )
    expect(problems).toEqual([])
    expect(pages).toEqual(['/', ...all.map(() => '/people/:id')])
    expect([...new Set(removed)].toSorted()).toEqual(['/people/3/remove', '/people/4/remove'])
  })

  it('writes what is known into its field, and keeps language and role', async () => {
    const posts: string[] = []
    const { problems } = await crawlOf(
      {
        '/': `<form method="post" action="/me"><input type="password" aria-label="Senha" name="current">
          <select aria-label="Papel" name="role"><option selected>operator<option>member</select><button>Salvar</button></form>`,
        '/made': '<p>Feito.</p>',
        'POST /me': async (request: IncomingMessage) => {
          posts.push(Buffer.concat(await request.toArray()).toString())
          return made
        },
      },
      {},
      { known: { current: 'abre-te' } },
    )
    expect(problems).toEqual([])
    expect(posts).toEqual(['current=&role=operator', 'current=abre-te&role=operator'])
  })

  it('sends what stands where it is without opening the page anew', async () => {
    let opened = 0
    const form = (path: string) => `<form method="post" action="${path}"><button>${path}</button></form>`
    const back = { status: 303, headers: { location: '/' } }
    const { problems, forms } = await crawlOf({
      '/': () => {
        opened += 1
        return { body: around(form('/one') + form('/two')) }
      },
      'POST /one': back,
      'POST /two': back,
    })
    expect(problems).toEqual([])
    expect(forms).toEqual(['POST /one ()', 'POST /two ()'])
    // By the link and as the answers to two forms, each sent twice.
    expect(opened).toBe(5)
  })

  it('sends no other form that stands in the place of the one it read', async () => {
    const posts: string[] = []
    const take = (request: IncomingMessage) => {
      posts.push(request.url ?? '')
      return made
    }
    const { page } = await openPage(
      browser(),
      await plantSite({
        '/': FORM,
        '/later': FORM.replace('/tasks', '/erase'),
        'POST /tasks': take,
        'POST /erase': take,
      }),
    )
    await page.goto('/')
    const [form] = (await page.evaluate(readPage)).forms
    await page.goto('/later')
    expect(await submit(page, form as FormFacts, { values: 'plausible', mark: '1' })).toBeNull()
    expect(posts).toEqual([])
  })

  it.each([
    ['/web/tasks/12', '/web/tasks/:id'],
    ['/web/deliveries/0198c0de-7b6a-7000-8000-0123456789ab?b=1&a=2', '/web/deliveries/:id?a&b'],
    ['/web/briefs/2031-03-14', '/web/briefs/:id'],
    ['/web/sign-in', '/web/sign-in'],
  ])('takes %s for one of %s', (address, pattern) => expect(patternOf(address)).toBe(pattern))
})
