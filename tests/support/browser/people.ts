import type { Server } from '../e2e-process.ts'

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
