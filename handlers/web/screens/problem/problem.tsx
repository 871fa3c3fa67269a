import type { WebContext } from '../../env.ts'
import type { Pages } from '../../layout/pages.tsx'
import { Icon } from '../../parts/index.ts'
import { type RefusalCode, STATUS } from '../../visit/refusal.ts'
import { wordsIn } from '../../words/index.ts'

/** The page that says why another is not shown: in the house for who is in, before the door for everybody else. */
export const problemPage = (pages: Pages, context: WebContext, code: RefusalCode): Promise<Response> => {
  const words = wordsIn(context.get('locale'))
  const { reload } = words.problems
  const title = code === 'notFound' ? words.problems.missing : words.problems.title
  const content = (
    <div class="empty">
      <Icon name="warn" size={32} />
      <h1>{title}</h1>
      <p>{words.problems[code]}</p>
      {code === 'unexpected' ? <code>{context.get('requestId')}</code> : null}
      <p>
        <a class="button" href="/web">
          {reload}
        </a>
      </p>
    </div>
  )
  const status = STATUS[code]
  return context.get('visit') === undefined
    ? pages.door(context, { title, status }, content)
    : pages.show(context, { title, place: 'more', status }, () => content)
}
