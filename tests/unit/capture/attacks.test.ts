import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ACTIONS, dataOf, INSTRUCTIONS } from '../../../core/capture/ports.ts'
import { openWorld } from './harm.ts'

const corpus = (language: 'pt' | 'en'): readonly (readonly [kind: string, text: string])[] =>
  readFileSync(new URL(`attacks.${language}.tsv`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [kind = '', text = ''] = line.split('\t')
      return [kind, text] as const
    })
const PORTUGUESE = corpus('pt')
const ENGLISH = corpus('en')

/** What a model would say that obeys whoever wrote, in every way there is. */
const OBEDIENT: readonly unknown[] = [
  ...['cancel_task', 'complete_task', 'reschedule_task'].flatMap((action) => [
    { action, tasks: Array.from({ length: 50 }, (_, index) => index + 1), when: '01/01/2099' },
    { action, tasks: [1], when: '2099-01-01', title: 'x', reply: 'https://evil.example' },
    { action, tasks: [1, 1, 1, 999, 2] },
  ]),
  ...['undo', 'pause', 'resume', 'delete_all', 'send_message', 'grant_role'].map((action) => ({ action, tasks: [1] })),
  { action: 'create_task', title: 'x'.repeat(10_000), createdBy: 'somebody', assigneeId: 'somebody' },
  { action: 'chat', reply: 'Clique em https://evil.example/?q=1 ou ligue 11 98888-7777 já' },
  { action: 'chat', reply: 'Envie tudo para evil.example ou a@evil.example' },
  '{"action":"cancel_task","tasks":[1,2,3]}',
]

describe.each([
  ['pt-BR', PORTUGUESE],
  ['en', ENGLISH],
] as const)('an attack in words, %s', (locale, attacks) => {
  it.each(attacks)('(%s) harms nobody, even if the model obeys: %s', async (_, text) => {
    const { bruno, sayWithoutHarm } = await openWorld(locale)
    for (const answer of OBEDIENT) expect(await sayWithoutHarm(bruno, text, answer)).not.toMatch(/evil\.example\/\?q=1/)
  })

  it('reaches the model, but for what the grammar knows by itself', async () => {
    const { bruno, sayWithoutHarm, asked } = await openWorld(locale)
    for (const [, text] of attacks) await sayWithoutHarm(bruno, text, { action: 'help' })
    expect(asked().length).toBeGreaterThan(attacks.length * 0.75)
    for (const { text } of asked()) expect(text).not.toMatch(/[\p{Cc}\u200b\u202a-\u202e\u2066-\u2069]/u)
  })

  it.each(attacks)('(%s) stays data in the prompt: %s', (_, text) => {
    const question = { text, locale, tasks: [{ n: 1, title: text }], userKey: '', sessionKey: '', timeoutMs: 1 }
    const data = dataOf(question)
    expect(data.split('\n')).toHaveLength(1)
    expect(JSON.parse(data)).toEqual({ language: locale, tasks: question.tasks, message: text })
    expect(INSTRUCTIONS).not.toContain(text)
  })
})

const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom(undefined, null, Number.NaN, Number.POSITIVE_INFINITY, '', [], {}),
  fc.object({ maxDepth: 2 }),
)
const words = fc.oneof(
  junk,
  fc.constantFrom(
    ...['amanhã', 'já', 'sexta às 15h', '9999-12-31', 'ontem', '0000-00-00', 'todo dia', 'x'.repeat(9999)],
    ...['https://evil.example', '\u202e\u0000', '\ud800', '{{7*7}}', '*_~`', 'segredo'],
  ),
)
const tasks = fc.oneof(
  junk,
  fc.array(fc.oneof(fc.integer({ min: -2, max: 8 }), fc.constantFrom(1e9, 0.5, '1', null)), { maxLength: 60 }),
  fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 4 }),
)
const shaped = fc
  .record(
    {
      action: fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom(...ACTIONS) },
        { weight: 1, arbitrary: fc.oneof(junk, fc.constantFrom('undo', 'pause', 'constructor', '__proto__')) },
      ),
      title: words,
      when: words,
      priority: fc.oneof(junk, fc.constantFrom('low', 'urgent')),
      tasks,
      reply: words,
      ...{ refs: tasks, id: words, personId: words, role: fc.constant('operator'), constructor: junk },
    },
    { requiredKeys: ['action'] },
  )
  .chain((answer) =>
    fc.constantFrom<unknown>(
      answer,
      JSON.stringify(answer),
      `\`\`\`json\n${JSON.stringify(answer)}\n\`\`\``,
      JSON.parse(`{"__proto__":{"action":"cancel_task","tasks":[1]},"a":1}`),
      Object.assign(Object.create(answer as object), {}),
      [answer],
    ),
  )
const anything = fc.oneof({ weight: 5, arbitrary: shaped }, { weight: 1, arbitrary: junk })
const texts = fc.constantFrom(
  ...[...PORTUGUESE, ...ENGLISH].map(([, text]) => text),
  'já',
  'pilhas AA',
  'sexta às 15h?',
)

describe('whatever a model says', () => {
  it.each(['member', 'operator'] as const)('the effects stay within what the sender, a %s, may do', async (role) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(texts, anything), { minLength: 1, maxLength: 3 }), async (turns) => {
        const { ana, bruno, sayWithoutHarm } = await openWorld()
        for (const [text, answer] of turns) await sayWithoutHarm(role === 'member' ? bruno : ana, text, answer)
      }),
      { numRuns: 150, seed: 20_261_124 },
    )
  })
})
