import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Installs Debian's packages, where this process may; says on standard error that it does. */
export const fromDebian = (what: string, packages: readonly string[]): void => {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  process.stderr.write(`Installing ${what} from Debian's packages …\n`)
  const apt = (...args: string[]) =>
    execFileSync('apt-get', [...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
    })
  apt('update', '-q')
  apt('install', '-yq', '--no-install-recommends', ...packages)
}
