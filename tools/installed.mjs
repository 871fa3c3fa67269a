// installed.mjs [run]: exits 0 when node_modules holds what package-lock.json names; with `run`, all but what is there
// for development.
import { readFileSync } from 'node:fs'
import process from 'node:process'

const toRun = process.argv[2] === 'run'
const read = (path) => JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')).packages
const isWanted = ([path, entry]) => path !== '' && !entry.optional && !(toRun && (entry.dev || entry.devOptional))

try {
  // npm writes the second file last, so an interrupted installation has none.
  const [wanted, present] = [read('package-lock.json'), read('node_modules/.package-lock.json')]
  const missing = Object.entries(wanted).filter(
    ([path, entry]) => isWanted([path, entry]) && present[path]?.integrity !== entry.integrity,
  )
  process.exitCode = missing.length === 0 ? 0 : 1
} catch {
  process.exitCode = 1
}
