import { TODAY_COUNTED_MAX, type Today } from '../../../../core/tasks/index.ts'
import { Empty, Section } from '../../parts/index.ts'
import type { Visit } from '../../visit/visit.ts'
import { formatsOf } from '../../words/format.ts'
import { TaskRow } from '../tasks/row.tsx'
import { type TodayWords, todayWords } from './words.ts'

const STRETCHES = ['overdue', 'today', 'upcoming'] as const
/** Where all of a stretch are listed. */
const LISTS: Readonly<Record<(typeof STRETCHES)[number], string>> = {
  overdue: '/web/tasks?due=overdue',
  today: '/web/tasks?due=today',
  upcoming: '/web/tasks?due=week',
}

export const Day = ({ today, visit, csrf }: { today: Today; visit: Visit; csrf: string }) => {
  const words = todayWords(visit.locale)
  const isFree = today.overdue.total + today.today.total === 0
  return (
    <>
      {isFree ? (
        <Empty icon="today" title={words.free}>
          <p>{words.freeText}</p>
        </Empty>
      ) : null}
      {STRETCHES.filter((stretch) => today[stretch].total > 0).map((stretch) => (
        <Stretch {...{ today, stretch, visit, csrf, words }} />
      ))}
      {today.undated === 0 ? null : (
        <p>
          <a class="go" href="/web/tasks?due=none">
            {words.undated(counted(today.undated, visit))}
          </a>
        </p>
      )}
    </>
  )
}

/** Beyond what is counted it is that many or more. */
const counted = (count: number, { locale, zone }: Visit): string =>
  formatsOf(locale, zone).counted(count, TODAY_COUNTED_MAX)

const Stretch = (props: {
  today: Today
  stretch: (typeof STRETCHES)[number]
  visit: Visit
  csrf: string
  words: TodayWords
}) => {
  const { today, stretch, visit, csrf, words } = props
  const { tasks, total } = today[stretch]
  return (
    <Section title={words[stretch]} id={stretch} count={counted(total, visit)}>
      <ul class="rows">
        {tasks.map((task) => (
          <TaskRow task={task} visit={visit} csrf={csrf} back="/web" />
        ))}
      </ul>
      {total > tasks.length ? (
        <p>
          <a class="go" href={LISTS[stretch]}>
            {words.all(counted(total, visit))}
          </a>
        </p>
      ) : null}
    </Section>
  )
}
