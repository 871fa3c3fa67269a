// Exits 0 when node_modules holds what package-lock.json names.
import { readFileSync } from 'node:fs'
import process from 'node:process'

const read = (path) => JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')).packages

try {
  const wanted = read('package-lock.json')
  // npm writes this file last, so an interrupted installation has none.
  const present = read('node_modules/.package-lock.json')
  const missing = Object.entries(wanted).filter(
    ([path, entry]) => path !== '' && !entry.optional && present[path]?.integrity !== entry.integrity,
  )
  process.exitCode = missing.length === 0 ? 0 : 1
} catch {
  process.exitCode = 1
}
