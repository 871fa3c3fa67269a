import { randomUUID } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { PortError } from '../../core/kernel/errors.ts'

interface Holder {
  readonly pid: number
  readonly host: string
  /** When the process began, so that a pid used again (1 in every container) is not taken for the holder. */
  readonly began: string
  readonly token: string
}

const REFRESH_MS = 5_000
/** A holder on another host (a container on the same volume) cannot be asked; its lock must have stood still so long. */
const FOREIGN_STALE_MS = 20_000

/**
 * Takes the folder for this process, because two PGlite on one folder lose data without a word. A holder that died is
 * followed at once. Throws PortError `misconfigured` naming folder and pid while it lives. Returns the release.
 */
export const lockFolder = (folder: string): (() => void) => {
  const path = join(folder, 'lock')
  const mine: Holder = { pid: process.pid, host: hostname(), began: beganOf(process.pid) ?? self, token: randomUUID() }
  const draft = join(folder, `lock.${mine.token}`)
  writeFileSync(draft, JSON.stringify(mine), { flag: 'wx' })
  try {
    while (!linked(draft, path)) {
      const holder = read(path)
      if (holder !== null && isAlive(holder, path)) throw taken(folder, holder)
      takeOver(path, holder)
    }
  } finally {
    rmSync(draft, { force: true })
  }
  const refresh = setInterval(() => touch(path), REFRESH_MS)
  refresh.unref()
  return () => {
    clearInterval(refresh)
    if (read(path)?.token === mine.token) rmSync(path, { force: true })
  }
}

/** Exclusive and with its content in one step, which neither O_EXCL nor rename gives. */
const linked = (draft: string, path: string): boolean => {
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

/** null: gone meanwhile, or not a lock of ours. */
const read = (path: string): Holder | null => {
  try {
    const value: Partial<Holder> = JSON.parse(readFileSync(path, 'utf8'))
    const { pid, host, began, token } = value
    if (pid === undefined || host === undefined || began === undefined || token === undefined) return null
    return { pid, host, began, token }
  } catch {
    return null
  }
}

// Of several that found the same dead holder one removes its lock; what the others move aside is looked at again, so
// that the lock of the first is put back and not lost.
const takeOver = (path: string, stale: Holder | null): void => {
  const aside = `${path}.stale.${randomUUID()}`
  try {
    renameSync(path, aside)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw error
  }
  if (read(aside)?.token !== stale?.token) linked(aside, path)
  rmSync(aside, { force: true })
}

const isAlive = (holder: Holder, path: string): boolean => {
  if (holder.host !== hostname()) return ageOf(path) < FOREIGN_STALE_MS
  if (holder.pid === process.pid) return holder.began === (beganOf(process.pid) ?? self)
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    if (codeOf(error) !== 'EPERM') return false
  }
  const began = beganOf(holder.pid)
  return began === null || began === holder.began
}

const self = String(performance.timeOrigin)

/** The kernel's own word for when a process began, with the boot it belongs to; null where there is no /proc. */
const beganOf = (pid: number): string | null => {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields?.[19]}`
  } catch {
    return null
  }
}

const ageOf = (path: string): number => {
  try {
    return Date.now() - statSync(path).mtimeMs
  } catch {
    return Number.POSITIVE_INFINITY
  }
}

const touch = (path: string): void => {
  try {
    utimesSync(path, new Date(), new Date())
  } catch {
    // The folder went away below us; the next query says so.
  }
}

const taken = (folder: string, { pid, host }: Holder): PortError =>
  new PortError(
    'storage',
    'misconfigured',
    `The data folder ${folder} is in use by process ${pid}${host === hostname() ? '' : ` on ${host}`}. ` +
      'Only one process may have it: stop that one, or give this one another folder.',
  )

const codeOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
