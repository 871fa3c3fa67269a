import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from './tethered.ts'

export interface SmallDisk {
  /** Where it is mounted. */
  readonly path: string
  /** Occupies all but so many bytes, with a file of this name. */
  fill(name: string, leaving: number): void
  close(): void
}

/**
 * A real file system of its own, ext4 on a file, that is full when it is full; null where this process may not mount
 * one. Nothing is kept back for root.
 */
export const openSmallDisk = (megabytes: number): SmallDisk | null => {
  const folder = temporaryFolder('disk')
  const [image, path] = [join(folder, 'image'), join(folder, 'mounted')]
  mkdirSync(path)
  writeFileSync(image, '')
  truncateSync(image, megabytes * 1024 * 1024)
  const made =
    process.getuid?.() === 0 &&
    spawnSync('mkfs.ext4', ['-q', '-m', '0', image]).status === 0 &&
    spawnSync('mount', ['-o', 'loop', image, path]).status === 0
  if (!made) {
    rmSync(folder, { recursive: true, force: true })
    return null
  }
  let mounted = true
  const close = (): void => {
    if (!mounted) return
    mounted = false
    execFileSync('umount', [path])
    rmSync(folder, { recursive: true, force: true })
  }
  // Also where the run ends before the test does: a mount outlives its process.
  process.once('exit', close)
  const free = () => Number(execFileSync('df', ['--output=avail', '-B1', path], { encoding: 'utf8' }).split('\n')[1])
  return {
    path,
    fill: (name, leaving) => {
      execFileSync('fallocate', ['-l', String(free() - leaving), join(path, name)])
    },
    close,
  }
}
