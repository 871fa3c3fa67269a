import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

/**
 * Lets Node load the console's views from the sources: it strips types by itself and leaves JSX as it is. In the
 * bundle they are JavaScript already, and nothing happens.
 */
export const readViews = async (): Promise<void> => {
  if (!import.meta.filename.endsWith('.ts')) return
  const { default: esbuild } = await import('esbuild')
  registerHooks({
    load: (url, context, next) => {
      if (!url.endsWith('.tsx')) return next(url, context)
      const { code } = esbuild.transformSync(readFileSync(fileURLToPath(url), 'utf8'), {
        loader: 'tsx',
        jsx: 'automatic',
        jsxImportSource: 'hono/jsx',
        target: 'node24',
        sourcemap: 'inline',
        sourcefile: url,
      })
      return { format: 'module', source: code, shortCircuit: true }
    },
  })
}
