import type { TestConsole } from './web.ts'

export interface Route {
  readonly method: string
  readonly pattern: string
}

/** Every route of the router, each once, so that tests of all of them have a new screen from its first day. */
export const routesOf = ({ app }: Pick<TestConsole, 'app'>, method: string): readonly Route[] => {
  const all = app.routes.map((route) => {
    const [name = '', pattern = ''] = route.split(' ')
    return { method: name, pattern }
  })
  const chosen = new Map(all.filter((route) => route.method === method).map((route) => [route.pattern, route]))
  return [...chosen.values()]
}
