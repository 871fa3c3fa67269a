import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fromDebian } from './debian.ts'

/** What the operations tests run, and the Debian package that brings it. */
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
} as const

export type Program = keyof typeof PROGRAMS

const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']

/** Where a program lies; undefined when it is not installed. */
export const find = (program: Program): string | undefined =>
  folders.map((folder) => join(folder, program)).find((path) => existsSync(path))

const missing = (): readonly string[] => {
  const names = (Object.keys(PROGRAMS) as Program[]).filter((name) => find(name) === undefined)
  return [...new Set(names.map((name) => PROGRAMS[name]))]
}

/** Global set-up of the operations tests: installs what is missing, or says what to install. Never skips. */
export const setup = (): void => {
  if (missing().length > 0) fromDebian(missing().join(', '), missing())
  const still = missing()
  if (still.length > 0) throw new Error(`The operations tests need ${still.join(', ')}. Install them and run again.`)
}
