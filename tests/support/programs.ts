import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fromDebian } from './debian.ts'

/** What tests run, and the Debian package that brings it. */
const PROGRAMS = {
  prometheus: 'prometheus',
  promtool: 'prometheus',
  'prometheus-alertmanager': 'prometheus-alertmanager',
  amtool: 'prometheus-alertmanager',
  'prometheus-node-exporter': 'prometheus-node-exporter',
  'prometheus-blackbox-exporter': 'prometheus-blackbox-exporter',
  nginx: 'nginx-light',
  age: 'age',
  restic: 'restic',
  jq: 'jq',
  openssl: 'openssl',
  curl: 'curl',
  pkill: 'procps',
  pg_dump: 'postgresql-client',
  chromium: 'chromium',
} as const

export type Program = keyof typeof PROGRAMS

const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']

/** Where a program lies; undefined when it is not installed. */
export const find = (program: Program): string | undefined =>
  folders.map((folder) => join(folder, program)).find((path) => existsSync(path))

const missing = (wanted: readonly Program[]): readonly string[] => [
  ...new Set(wanted.filter((name) => find(name) === undefined).map((name) => PROGRAMS[name])),
]

/** Installs what of it is missing, or says what to install. */
export const bring = (who: string, wanted: readonly Program[]): void => {
  const packages = missing(wanted)
  if (packages.length > 0) fromDebian(packages.join(', '), packages)
  const still = missing(wanted)
  if (still.length > 0) throw new Error(`${who} need ${still.join(', ')}. Install them and run again.`)
}

/** Global set-up of the operations tests: all but the browser. Never skips. */
export const setup = (): void =>
  bring(
    'The operations tests',
    (Object.keys(PROGRAMS) as Program[]).filter((name) => name !== 'chromium'),
  )
