import { MIRROR_NAMES } from '../../../../core/sync/index.ts'
import { pathWith } from '../../visit/query.ts'

type Kind = 'notificationId' | 'messageId' | 'taskId' | 'mirror'

/** Where on the console what a job is about can be seen. Anything else it carries has no page. */
export const subjectsOf = (
  data: Readonly<Record<string, unknown>>,
): readonly { readonly kind: Kind; readonly href: string }[] => {
  const found: { kind: Kind; href: string }[] = []
  const add = (kind: Kind, place: string, shape: RegExp): void => {
    const value = String(data[kind] ?? '')
    if (shape.test(value)) found.push({ kind, href: pathWith(`${place}/${value}`, {}) })
  }
  add('notificationId', '/web/deliveries', /^[\w-]{1,64}$/)
  add('messageId', '/web/messages', /^[\w-]{1,64}$/)
  add('taskId', '/web/tasks', /^[1-9]\d{0,8}$/)
  add('mirror', '/web/mirrors', new RegExp(`^(?:${MIRROR_NAMES.join('|')})$`))
  return found
}
