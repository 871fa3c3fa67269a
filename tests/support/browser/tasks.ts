import type { Locator, Page } from 'playwright-core'
import type { Console } from './console.ts'

/** Adds a task by API; gives its id. */
export const addTask = async ({ server }: Pick<Console, 'server'>, body: object): Promise<number> => {
  const { status, json, text } = await server.api('POST', '/tasks', { body })
  if (status !== 201) throw new Error(`The task was not added: ${status} ${text}`)
  return json.id
}

/** The titles of all tasks that this search finds. */
export const titlesLike = async ({ server }: Pick<Console, 'server'>, words: string): Promise<readonly string[]> => {
  const { json } = await server.api('GET', `/tasks?limit=100&q=${encodeURIComponent(words)}`)
  return json.tasks.map(({ title }: { title: string }) => title)
}

/** A task in a list, by its title. */
export const taskRow = (page: Page, title: string): Locator =>
  page.locator('li.task').filter({ has: page.getByRole('link', { name: title, exact: true }) })
