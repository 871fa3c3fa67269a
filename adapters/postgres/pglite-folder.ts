import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'

/** Where in a data folder the embedded database lies. */
export const dataOf = (home: string): string => join(home, 'pglite')
/** One that is being filled. */
export const draftOf = (home: string): string => join(home, 'pglite.draft')
/** One that is complete and on its way to the database's place. */
export const stagedOf = (home: string): string => join(home, 'pglite.restored')

/** Ends a swap that was cut between its two renames, before anybody makes an empty database there. */
export const finishSwap = (home: string): void => {
  if (!existsSync(dataOf(home)) && existsSync(stagedOf(home))) renameSync(stagedOf(home), dataOf(home))
}
