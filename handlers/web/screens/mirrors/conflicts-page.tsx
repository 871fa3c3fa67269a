import type { Person } from '../../../../core/people/index.ts'
import type { Conflict } from '../../../../core/sync/index.ts'
import type { Task } from '../../../../core/tasks/index.ts'
import { Empty, Head, Pager, Section, Tabs } from '../../parts/index.ts'
import { pathWith } from '../../visit/query.ts'
import type { Visit } from '../../visit/visit.ts'
import { wordsIn } from '../../words/index.ts'
import { Conflicts } from './conflicts.tsx'
import { mirrorsWordsIn } from './words.ts'

const HERE = '/web/mirrors/conflicts'

interface Shown {
  readonly visit: Visit
  readonly csrf: string
  readonly here: string
  /** Only those nobody has decided. */
  readonly isOpen: boolean
  readonly conflicts: readonly Conflict[]
  readonly tasks: ReadonlyMap<number, Task>
  readonly people: readonly Person[]
  readonly next: string | null
}

export const ConflictsPage = ({ conflicts, isOpen, next, ...shown }: Shown) => {
  const { locale } = shown.visit
  const words = mirrorsWordsIn(locale)
  const heading = isOpen ? words.openConflicts : words.allConflicts
  const which = isOpen ? null : 'all'
  return (
    <>
      <Head
        title={words.conflicts}
        intro={words.conflictsIntro}
        back={{ href: '/web/mirrors', text: words.allMirrors }}
      />
      <Tabs
        label={words.conflictsLabel}
        tabs={[
          { href: HERE, text: words.openConflicts, isHere: isOpen },
          { href: pathWith(HERE, { which: 'all' }), text: words.allConflicts, isHere: !isOpen },
        ]}
      />
      <Section title={heading} id="list">
        {conflicts.length > 0 ? (
          <Conflicts conflicts={conflicts} {...shown} />
        ) : (
          <Empty icon="check" level={3} title={isOpen ? words.noConflicts : words.noConflictsAll}>
            <p>{words.noConflictsText}</p>
          </Empty>
        )}
        <Pager href={next === null ? null : pathWith(HERE, { which, after: next })} label={wordsIn(locale).next} />
      </Section>
    </>
  )
}
