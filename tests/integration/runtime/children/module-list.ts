// Loaded before a program (node --import): writes the URL of each module it loads into the file MODULE_LIST names.
import { appendFileSync } from 'node:fs'
import { registerHooks } from 'node:module'

const list = process.env.MODULE_LIST
if (list !== undefined) {
  registerHooks({
    load: (url, context, next) => {
      appendFileSync(list, `${url}\n`)
      return next(url, context)
    },
  })
}
