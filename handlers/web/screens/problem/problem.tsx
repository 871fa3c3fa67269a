import type { WebContext } from '../../env.ts'
import type { Pages } from '../../layout/pages.tsx'
import { Icon } from '../../parts/index.ts'
import { type RefusalCode, STATUS } from '../../visit/refusal.ts'
import { wordsIn } from '../../words/index.ts'

/** When what stood in the way may be gone. */
const RETRY_AFTER_SECONDS: Readonly<Partial<Record<RefusalCode, number>>> = { tooMany: 60, starting: 5, unavailable: 5 }

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
  const wait = RETRY_AFTER_SECONDS[code]
  if (wait !== undefined) context.header('Retry-After', String(wait))
  return context.get('visit') === undefined
    ? pages.door(context, { title, status }, content)
    : pages.show(context, { title, place: 'more', status }, () => content)
}
