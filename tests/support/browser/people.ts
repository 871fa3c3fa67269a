import type { Page } from 'playwright-core'
import { type Environment, runCommand, type Server } from '../e2e-process.ts'

/** Who looks at the console in tests. */
export const PEOPLE = {
  ana: { name: 'Ana Prado', role: 'operator', locale: 'pt-BR' },
  ben: { name: 'Ben Archer', role: 'operator', locale: 'en' },
  caio: { name: 'Caio Lima', role: 'member', locale: 'pt-BR' },
  dora: { name: 'Dora West', role: 'member', locale: 'en' },
} as const

export type PersonName = keyof typeof PEOPLE

/** The operator who reads this language. */
export const operatorIn = (locale: 'pt-BR' | 'en'): PersonName => (locale === 'en' ? 'ben' : 'ana')

export const credentialsOf = (who: string) => ({
  email: `${who}@sparkone.test`,
  password: `a longa senha de ${who}`,
})

/** Makes a person of this name, as an operator would by API; gives their id. */
export const addPerson = async (server: Server, who: PersonName): Promise<string> => {
  const { status, json, text } = await server.api('POST', '/people', { body: PEOPLE[who] })
  if (status !== 201) throw new Error(`${who} was not added: ${status} ${text}`)
  return json.id
}

/** By a sign-in link, as one gets in for the first time; sets an e-mail and a password. */
export const signInByLink = async (page: Page, env: Environment, who: PersonName, id: string): Promise<void> => {
  const { code, stdout, stderr } = await runCommand(['web', 'link', '--person', id], env)
  const link = /https?:\/\/\S+/.exec(stdout)?.[0]
  if (code !== 0 || link === undefined) throw new Error(`No sign-in link for ${who}: ${stdout}${stderr}`)
  const { pathname, search } = new URL(link)
  await page.goto(pathname + search)
  const { email, password } = credentialsOf(who)
  await page.locator('main input[type=email]').fill(email)
  for (const field of await page.locator('main input[type=password]').all()) await field.fill(password)
  await page.locator('main form button:not([type=button])').first().click()
  await page.waitForURL((url) => url.pathname === '/web')
}

/** By e-mail and password, as one gets in every other time. */
export const signInByPassword = async (page: Page, who: PersonName): Promise<void> => {
  const { email, password } = credentialsOf(who)
  await page.goto('/web/sign-in')
  await page.locator('main input[type=email]').fill(email)
  await page.locator('main input[type=password]').fill(password)
  await page.locator('main form button:not([type=button])').first().click()
  await page.waitForURL((url) => url.pathname === '/web')
}
