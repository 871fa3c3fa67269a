import { readFileSync } from 'node:fs'
import { z } from 'zod'

const Package = z.object({ version: z.string() })

const textOf = (path: string): string | null => {
  try {
    return readFileSync(new URL(path, import.meta.url), 'utf8').trim()
  } catch {
    return null
  }
}

/** Of package.json, which stands beside main.ts and beside the bundle's folder alike. */
const readVersion = (): string => {
  for (const path of ['../package.json', './package.json']) {
    try {
      return Package.parse(JSON.parse(textOf(path) ?? '')).version
    } catch {
      // The next place.
    }
  }
  return '0.0.0'
}

/** What the image was built from, else what the checkout stands on. */
const readCommit = (): string => {
  const built = process.env.SPARKONE_COMMIT
  if (built !== undefined && built !== '') return built
  const head = textOf('../.git/HEAD') ?? ''
  const branch = /^ref: (refs\/[\w./-]+)$/.exec(head)?.[1]
  const commit = branch === undefined ? head : textOf(`../.git/${branch}`)
  return commit !== null && /^[0-9a-f]{40,64}$/.test(commit) ? commit : 'unknown'
}

export const VERSION = readVersion()
export const COMMIT = readCommit()
