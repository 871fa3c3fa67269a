import { DomainError } from '../../../../core/index.ts'
import type { WebContext } from '../../env.ts'
import { Act, Head, Icon } from '../../parts/index.ts'
import type { ScreenDeps } from '../../screen.ts'
import { undoOf } from './actions.ts'
import { taskWords } from './words.ts'

/** A task that was deleted, while it can be brought back; who may not see it is told that there is none. */
export const showGone = async ({ core, pages }: ScreenDeps, context: WebContext, id: number): Promise<Response> => {
  const { actor, locale } = context.get('visit')
  const deletion = (await core.tasks.history(actor, id)).at(-1)
  if (deletion?.action !== 'deleted') throw new DomainError('task_not_found', 'There is no such task.')
  const { edit } = taskWords(locale)
  return pages.show(context, { title: edit.gone, place: 'tasks', status: 404 }, (csrf) => (
    <Head title={edit.gone} back={{ href: '/web/tasks', text: edit.back }}>
      <Act {...undoOf({ id, version: deletion.version })} csrf={csrf} kind="primary">
        <Icon name="undo" />
        {edit.restore}
      </Act>
    </Head>
  ))
}
