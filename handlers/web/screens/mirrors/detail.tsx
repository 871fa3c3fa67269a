import type { CopyTrouble, TroubleKind } from '../../../../core/sync/index.ts'
import { TROUBLE_KINDS } from '../../../../core/sync/index.ts'
import { freshEvery } from '../../live/fresh.tsx'
import { Head, Pager, Section, Tabs } from '../../parts/index.ts'
import { pathWith } from '../../visit/query.ts'
import type { Visit } from '../../visit/visit.ts'
import { wordsIn } from '../../words/index.ts'
import { MirrorCard, type MirrorShown } from './card.tsx'
import { LOOK_SECONDS } from './list.tsx'
import { Troubles } from './troubles.tsx'
import { mirrorsWordsIn } from './words.ts'

interface Shown {
  readonly visit: Visit
  readonly csrf: string
  readonly here: string
  readonly shown: MirrorShown
  readonly kind: TroubleKind
  readonly troubles: readonly CopyTrouble[]
  readonly next: string | null
}

/** One mirror: how it is, and the tasks whose copy is not as it should be. */
export const DetailPage = ({ visit, csrf, here, shown, kind, troubles, next }: Shown) => {
  const words = mirrorsWordsIn(visit.locale)
  const { name, counts } = shown.mirror
  const place = `/web/mirrors/${name}`
  const count = { troubled: counts.troubled, removed: counts.removed }
  return (
    <>
      <Head title={words.name[name]} back={{ href: '/web/mirrors', text: words.allMirrors }}>
        <a class="button" href="/web/mirrors/conflicts">
          {words.conflicts}
        </a>
      </Head>
      <div class="stack" {...freshEvery('mirror', here, LOOK_SECONDS)}>
        <MirrorCard {...shown} visit={visit} csrf={csrf} hasDetails={false} />
        <Section title={words.troubles} id="troubles">
          <Tabs
            label={words.troublesLabel}
            tabs={TROUBLE_KINDS.map((one) => ({
              href: pathWith(place, { kind: one === 'troubled' ? null : one }),
              text: words.kind[one],
              isHere: one === kind,
              count: count[one],
            }))}
          />
          <Troubles {...{ name, kind, visit, csrf, here, troubles }} />
          <Pager
            href={next === null ? null : pathWith(place, { kind: kind === 'troubled' ? null : kind, after: next })}
            label={wordsIn(visit.locale).next}
          />
        </Section>
      </div>
    </>
  )
}
