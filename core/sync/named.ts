import type { CoreDeps } from '../deps.ts'
import { DomainError } from '../kernel/errors.ts'
import type { MirrorName, TaskMirror } from './ports.ts'

export const mirrorNamed = ({ mirrors }: Pick<CoreDeps, 'mirrors'>, name: MirrorName): TaskMirror => {
  const mirror = mirrors?.[name]
  if (mirror === undefined) throw new DomainError('mirror_not_found', 'This mirror is not configured.')
  return mirror
}
