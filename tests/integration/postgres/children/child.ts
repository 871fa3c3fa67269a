import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface Child {
  readonly pid: number
  /** Resolves with the first line that the pattern matches; rejects when the process ends without one. */
  said(pattern: RegExp): Promise<RegExpExecArray>
  /** All it wrote until now. */
  text(): string
  kill(): Promise<void>
  /** Resolves with the exit code. */
  exited(): Promise<number | null>
}

/** Starts one of the scripts of this folder in a process of its own. */
export const startChild = (script: string, ...args: readonly string[]): Child => {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const child: ChildProcess = spawn(process.execPath, [path, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  const listeners = new Set<() => void>()
  const hear = (chunk: Buffer): void => {
    text += chunk.toString()
    for (const listener of listeners) listener()
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  const ended = once(child, 'close').then((): number | null => child.exitCode)

  return {
    pid: child.pid ?? -1,
    text: () => text,
    said: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = pattern.exec(text)
          if (found === null) return
          listeners.delete(look)
          resolve(found)
        }
        listeners.add(look)
        look()
        void ended.then(() => reject(new Error(`It ended without a word of ${pattern}: ${text.slice(-500)}`)))
      }),
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
    exited: () => ended,
  }
}
