import { spawnSync } from 'node:child_process'
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
  const shell = (script: string, ...args: readonly string[]) =>
    spawnSync('/bin/sh', ['-c', script, 'sh', ...args], { encoding: 'utf8' })
  const made = process.getuid?.() === 0 && shell('mkfs.ext4 -q -m 0 "$1" && mount -o loop "$1" "$2"', image, path)
  if (made === false || made.status !== 0) {
    rmSync(folder, { recursive: true, force: true })
    return null
  }
  let mounted = true
  const close = (): void => {
    if (!mounted) return
    mounted = false
    shell('umount "$1"', path)
    rmSync(folder, { recursive: true, force: true })
  }
  // Also where the run ends before the test does: a mount outlives its process.
  process.once('exit', close)
  return {
    path,
    fill: (name, leaving) => {
      const script = 'free=$(df --output=avail -B1 "$1" | tail -n 1) && fallocate -l $((free - $3)) "$1/$2"'
      const { status, stderr } = shell(script, path, name, String(leaving))
      if (status !== 0) throw new Error(stderr)
    },
    close,
  }
}
