import { readFileSync } from 'node:fs'
import { z } from 'zod'

const Package = z.object({ version: z.string() })

/** Of package.json, which stands beside main.ts and beside the bundle's folder alike. */
const readVersion = (): string => {
  for (const path of ['../package.json', './package.json']) {
    try {
      return Package.parse(JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))).version
    } catch {
      // The next place.
    }
  }
  return '0.0.0'
}

export const VERSION = readVersion()
