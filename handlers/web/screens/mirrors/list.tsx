import type { Person } from '../../../../core/people/index.ts'
import type { Conflict } from '../../../../core/sync/index.ts'
import type { Task } from '../../../../core/tasks/index.ts'
import { freshEvery } from '../../live/fresh.tsx'
import { Empty, Head, Section } from '../../parts/index.ts'
import type { Visit } from '../../visit/visit.ts'
import { MirrorCard, type MirrorShown } from './card.tsx'
import { Conflicts } from './conflicts.tsx'
import { mirrorsWordsIn } from './words.ts'

/** Runs take notes of which nothing tells. */
export const LOOK_SECONDS = 10
const NEEDED = ['NOTION_API_KEY', 'NOTION_DATABASE_ID']
const NEEDED_SHEETS = ['GOOGLE_SHEETS_CREDENTIALS', 'GOOGLE_SHEETS_SPREADSHEET_ID']

interface Shown {
  readonly visit: Visit
  readonly csrf: string
  readonly here: string
  readonly mirrors: readonly MirrorShown[]
  readonly conflicts: readonly Conflict[]
  readonly tasks: ReadonlyMap<number, Task>
  readonly people: readonly Person[]
}

export const MirrorsPage = ({ mirrors, conflicts, ...shown }: Shown) => {
  const { visit, csrf } = shown
  const words = mirrorsWordsIn(visit.locale)
  if (mirrors.length === 0) return <None visit={visit} />
  return (
    <>
      <Head title={words.title} intro={words.intro} />
      <div class="stack" {...freshEvery('mirrors', '/web/mirrors', LOOK_SECONDS)}>
        {mirrors.map((mirror) => (
          <MirrorCard {...mirror} visit={visit} csrf={csrf} hasDetails />
        ))}
      </div>
      <Section
        title={words.conflicts}
        id="conflicts"
        actions={
          <a class="button" href="/web/mirrors/conflicts">
            {words.seeConflicts}
          </a>
        }
      >
        {conflicts.length === 0 ? (
          <p class="muted">{words.noConflicts}.</p>
        ) : (
          <>
            <p class="muted">{words.conflictsIntro}</p>
            <Conflicts conflicts={conflicts} {...shown} />
          </>
        )}
      </Section>
    </>
  )
}

const None = ({ visit }: { visit: Visit }) => {
  const words = mirrorsWordsIn(visit.locale)
  return (
    <>
      <Head title={words.title} intro={words.intro} />
      <Empty icon="mirrors" title={words.none}>
        <p>
          {words.noneText} <code>docs/espelhos.md</code>.
        </p>
        <ul class="stack tight">
          <li>
            {words.name.notion}: <Variables names={NEEDED} />
          </li>
          <li>
            {words.name.sheets}: <Variables names={NEEDED_SHEETS} />
          </li>
        </ul>
      </Empty>
    </>
  )
}

const Variables = ({ names }: { names: readonly string[] }) => (
  <>
    {names.map((name, index) => (
      <>
        {index === 0 ? null : ', '}
        <code>{name}</code>
      </>
    ))}
  </>
)
