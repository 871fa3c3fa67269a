import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectFiles, root } from './project-files.ts'

/**
 * A fresh checkout in a folder of its own, with everything installed: files are copied, packages are linked. What a make
 * target writes, such as ./data or ./dist, lands there and not in the developer's own.
 */
export const createCheckout = (): { readonly path: string; readonly remove: () => void } => {
  // A target that found packages missing would install them through the link, under the feet of everyone else.
  if (spawnSync(process.execPath, [join(root, 'tools/installed.mjs')]).status !== 0) {
    throw new Error('node_modules does not hold what package-lock.json names: run make setup')
  }
  const path = mkdtempSync(join(tmpdir(), 'sparkone-checkout-'))
  for (const file of projectFiles()) cpSync(join(root, file), join(path, file))
  for (const packages of ['node_modules', 'tools/node/node_modules']) {
    if (existsSync(join(root, packages))) symlinkSync(join(root, packages), join(path, packages))
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
