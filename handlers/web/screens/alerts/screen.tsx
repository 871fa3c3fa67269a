import type { AlertGroupView } from '../../../../core/alerts/index.ts'
import { Empty, Head, Pager, Tabs } from '../../parts/index.ts'
import { routes, type Screen } from '../../screen.ts'
import { behind, chosen, idIn, pathWith, present } from '../../visit/query.ts'
import type { Visit } from '../../visit/visit.ts'
import { wordsIn } from '../../words/index.ts'
import { AlertDetail } from './detail.tsx'
import { AlertList } from './list.tsx'
import { alertsWordsIn } from './words.ts'

const PLACE = '/web/alerts'
const STATUSES = ['firing', 'resolved'] as const
const TOPICS = ['alerts', 'notifications'] as const
const ROWS = 20

/** What Alertmanager reported, group by group, and whom SparkOne told. For operators; see app.tsx. */
export const alertsScreen: Screen = ({ core, pages }) =>
  routes()
    .get('/', async (context) => {
      const visit = context.get('visit')
      const status = chosen(context, 'status', STATUSES)
      const after = behind(context)
      const { groups, next } = await core.alerts.groups(visit.actor, { ...present({ status, after }), limit: ROWS })
      const { title } = alertsWordsIn(visit.locale)
      return pages.show(context, { title, place: 'alerts', topics: TOPICS }, () => (
        <AlertsPage {...{ visit, status, groups, next }} isFurther={after !== null} />
      ))
    })
    .get('/:id', async (context) => {
      const visit = context.get('visit')
      const group = await core.alerts.group(visit.actor, idIn(context))
      const title = group.name || alertsWordsIn(visit.locale).nameless
      return pages.show(context, { title, place: 'alerts', topics: TOPICS }, () => (
        <AlertDetail group={group} visit={visit} />
      ))
    })

const AlertsPage = (props: {
  visit: Visit
  status: (typeof STATUSES)[number] | null
  groups: readonly AlertGroupView[]
  isFurther: boolean
  next: string | null
}) => {
  const { visit, status, groups, isFurther, next } = props
  const words = alertsWordsIn(visit.locale)
  return (
    <>
      <Head title={words.title} intro={words.intro} />
      <Tabs
        label={words.tabsLabel}
        tabs={[null, ...STATUSES].map((tab) => ({
          href: pathWith(PLACE, { status: tab }),
          text: words.tabs[tab ?? 'all'],
          isHere: tab === status,
        }))}
      />
      {groups.length > 0 ? (
        <AlertList groups={groups} visit={visit} />
      ) : isFurther ? (
        <Empty icon="alerts" title={words.emptyFurther} />
      ) : (
        <Empty icon="alerts" title={words.empty[status ?? 'all']}>
          <p>{words.emptyHint[status ?? 'all']}</p>
        </Empty>
      )}
      <Pager
        href={next === null ? null : pathWith(PLACE, { status, after: next })}
        label={wordsIn(visit.locale).next}
      />
    </>
  )
}
