import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ConfigError, loadConfig } from '../../../config.ts'

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
})
const EMAIL = 'sparkone@project.iam.gserviceaccount.com'
const ACCOUNT = JSON.stringify({ type: 'service_account', client_email: EMAIL, private_key: privateKey })
const DATABASE = '1a2b3c4d-0000-4000-8000-00000000abcd'
const NOTION = { NOTION_API_KEY: 'ntn_of-somebody', NOTION_DATABASE_ID: DATABASE }
const SHEET = '1AbC_def-GHI0123456789'
const SHEETS = { GOOGLE_SHEETS_CREDENTIALS: ACCOUNT, GOOGLE_SHEETS_SPREADSHEET_ID: SHEET }

const noFiles = (): string => {
  throw new Error('no such file')
}
const load = (env: Record<string, string>, readFile: (path: string) => string = noFiles) =>
  loadConfig({ LOCALE: 'en', ...env }, readFile)
const problemsOf = (env: Record<string, string>, readFile = noFiles): readonly string[] => {
  try {
    load(env, readFile)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

describe('the mirrors in the configuration', () => {
  it('are none until they are named', () => {
    expect(load({})).toMatchObject({ notion: null, sheets: null })
  })

  it.each([
    [
      { NOTION_API_KEY: 'ntn_x' },
      'NOTION_DATABASE_ID is missing: NOTION_API_KEY needs it. Set it, or make one with sparkone mirror setup notion.',
    ],
    [{ NOTION_DATABASE_ID: DATABASE }, 'NOTION_API_KEY is missing: NOTION_DATABASE_ID needs it.'],
    [{ NOTION_BASE_URL: 'http://127.0.0.1' }, 'NOTION_API_KEY is missing: NOTION_BASE_URL needs it.'],
    [
      { GOOGLE_SHEETS_SPREADSHEET_ID: SHEET },
      'GOOGLE_SHEETS_CREDENTIALS is missing: GOOGLE_SHEETS_SPREADSHEET_ID needs it.',
    ],
    [
      { GOOGLE_SHEETS_CREDENTIALS: ACCOUNT },
      'GOOGLE_SHEETS_SPREADSHEET_ID is missing: GOOGLE_SHEETS_CREDENTIALS needs it.',
    ],
    [{ GOOGLE_SHEETS_RANGE: 'A:H' }, 'GOOGLE_SHEETS_CREDENTIALS is missing: GOOGLE_SHEETS_RANGE needs it.'],
  ])('are refused by half, naming what is missing: %#', (env, problem) => {
    expect(problemsOf(env)).toEqual([problem])
  })

  it('in Portuguese say of a database that is missing how one is made', () => {
    expect(problemsOf({ LOCALE: 'pt-BR', NOTION_API_KEY: 'ntn_x' })).toEqual([
      'NOTION_DATABASE_ID não está definido, e NOTION_API_KEY precisa dele: defina-o ou crie um com sparkone mirror setup notion.',
    ])
  })

  it('are found by what a person copies: an id, with dashes or without, or an address', () => {
    const database = (id: string) => load({ ...NOTION, NOTION_DATABASE_ID: id }).notion?.database
    for (const id of [DATABASE, DATABASE.replaceAll('-', ''), `https://www.notion.so/Tarefas-${DATABASE}?v=1`]) {
      expect(database(id)).toBe(id)
    }
    const sheet = (id: string) => load({ ...SHEETS, GOOGLE_SHEETS_SPREADSHEET_ID: id }).sheets?.spreadsheetId
    expect(sheet(SHEET)).toBe(SHEET)
    expect(sheet(`https://docs.google.com/spreadsheets/d/${SHEET}/edit#gid=0`)).toBe(SHEET)
    expect(problemsOf({ ...NOTION, NOTION_DATABASE_ID: 'my tasks' })[0]).toMatch(/^NOTION_DATABASE_ID must be the id/)
  })

  it('take their names for ours, and what is left out; a word that is not ours is refused with those that are', () => {
    const { notion } = load({
      ...NOTION,
      NOTION_PROPERTIES: 'title = Nome, key=SparkOne ID, labels=',
      NOTION_STATUS_OPTIONS: 'pending=A = fazer',
    })
    expect(notion?.properties).toEqual({ title: 'Nome', key: 'SparkOne ID', labels: null })
    expect(notion?.statusOptions).toEqual({ pending: 'A = fazer' })
    expect(notion?.createsLabels).toBe(false)
    expect(load({ ...NOTION, NOTION_CREATE_LABELS: 'true' }).notion?.createsLabels).toBe(true)
    expect(problemsOf({ ...NOTION, NOTION_PRIORITY_OPTIONS: 'alta=Alta' })).toEqual([
      'NOTION_PRIORITY_OPTIONS must be as word=name, separated by commas, each once; the words are low, medium, high or urgent.',
    ])
    expect(problemsOf({ ...NOTION, NOTION_PRIORITY_OPTIONS: 'low=' })).toHaveLength(1)
    expect(problemsOf({ ...NOTION, NOTION_PROPERTIES: 'title=A,title=B' })).toHaveLength(1)
    expect(problemsOf({ ...NOTION, NOTION_STATUS_OPTIONS: 'completed=Concluída,cancelled=concluida' })).toHaveLength(1)
    expect(problemsOf({ ...NOTION, NOTION_PROPERTIES: 'labels=,priority=' })).toEqual([])
  })
})

describe('the service account', () => {
  const escaped = JSON.stringify({ client_email: EMAIL, private_key: privateKey.replaceAll('\n', '\\n') })
  const files = (path: string): string => (path === './key.json' ? ACCOUNT : noFiles())

  it.each([
    ['as JSON', { GOOGLE_SHEETS_CREDENTIALS: ACCOUNT }],
    ['as JSON whose line ends were spelled out', { GOOGLE_SHEETS_CREDENTIALS: escaped }],
    ['in base64', { GOOGLE_SHEETS_CREDENTIALS: Buffer.from(ACCOUNT).toString('base64') }],
    ['as a path', { GOOGLE_SHEETS_CREDENTIALS: './key.json' }],
    ['as a path of its own', { GOOGLE_SHEETS_CREDENTIALS_PATH: './key.json' }],
    ['as a file of secrets', { GOOGLE_SHEETS_CREDENTIALS_FILE: './key.json' }],
  ])('is read %s', (_, env) => {
    const { sheets } = load({ GOOGLE_SHEETS_SPREADSHEET_ID: SHEET, ...env }, files)
    expect(sheets?.account).toEqual({ clientEmail: EMAIL, privateKey })
  })

  it.each([
    [{ GOOGLE_SHEETS_CREDENTIALS: '{"client_email": "secret"}' }, /^GOOGLE_SHEETS_CREDENTIALS must be the key/],
    [{ GOOGLE_SHEETS_CREDENTIALS: 'secret' }, /^GOOGLE_SHEETS_CREDENTIALS must be the key/],
    [{ GOOGLE_SHEETS_CREDENTIALS_PATH: './secret.json' }, /^GOOGLE_SHEETS_CREDENTIALS_PATH names a file/],
    [{ GOOGLE_SHEETS_CREDENTIALS: './secret.json' }, /^GOOGLE_SHEETS_CREDENTIALS names a file/],
    [
      { GOOGLE_SHEETS_CREDENTIALS: ACCOUNT, GOOGLE_SHEETS_CREDENTIALS_PATH: './key.json' },
      /^GOOGLE_SHEETS_CREDENTIALS and GOOGLE_SHEETS_CREDENTIALS_PATH are both set/,
    ],
  ])('that is none is refused by name, and never shown: %#', (env, problem) => {
    const problems = problemsOf({ GOOGLE_SHEETS_SPREADSHEET_ID: SHEET, ...env }, files as () => never)
    expect(problems).toEqual([expect.stringMatching(problem)])
    expect(problems.join()).not.toMatch(/secret/)
  })
})
