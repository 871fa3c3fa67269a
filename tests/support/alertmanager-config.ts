import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { OPS } from './alert-rules.ts'
import { temporaryFolder } from './tethered.ts'

export interface RenderedConfig {
  /** alertmanager.yml as this machine can run it: secrets and templates where they lie here, no waiting in groups. */
  readonly text: string
  /** alerts.yml, the rules with their links. */
  readonly rules: string
  remove(): void
}

/** What ops/secrets.sh makes of an environment; `api` stands in for the SparkOne of the compose file. */
export const renderAlertmanager = (env: Readonly<Record<string, string>>, api = 'http://api:8000'): RenderedConfig => {
  const folder = temporaryFolder('alertmanager-config')
  const { status, stderr } = spawnSync(join(OPS, 'secrets.sh'), ['--to', folder, '--env-file', '/dev/null'], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', API_KEY: 'unused', ...env },
  })
  if (status !== 0) throw new Error(stderr)
  const text = readFileSync(join(folder, 'alertmanager.yml'), 'utf8')
    .replaceAll('/run/secrets/', `${folder}/`)
    .replaceAll('http://api:8000', api)
    .replace('[templates/', `[${OPS}/alertmanager/templates/`)
    .replaceAll(/group_wait: \d+s/g, 'group_wait: 1s')
  const rules = readFileSync(join(folder, 'alerts.yml'), 'utf8')
  return { text, rules, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
