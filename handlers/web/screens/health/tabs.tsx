import { Tabs } from '../../parts/index.ts'
import type { Visit } from '../../visit/visit.ts'
import { healthWordsIn } from './words.ts'

const PATHS = { now: '/web/health', jobs: '/web/health/jobs', charts: '/web/health/charts' } as const

export const HealthTabs = (props: { here: keyof typeof PATHS; visit: Visit; dead?: number }) => {
  const { here, visit, dead = 0 } = props
  const words = healthWordsIn(visit.locale)
  return (
    <Tabs
      label={words.tabsLabel}
      tabs={(['now', 'jobs', 'charts'] as const).map((tab) => ({
        href: PATHS[tab],
        text: words.tabs[tab],
        isHere: tab === here,
        ...(tab === 'jobs' && dead > 0 ? { count: dead } : {}),
      }))}
    />
  )
}
