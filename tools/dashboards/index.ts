import { database } from './database.ts'
import { delivery } from './delivery.ts'
import { jobs } from './jobs.ts'
import { mirrors } from './mirrors.ts'
import { overview } from './overview.ts'
import { LANGUAGES, render } from './render.ts'

/** Every dashboard in every language, by its path below ops/grafana: Portuguese at the top, English in a folder. */
export const dashboardFiles = (): ReadonlyMap<string, string> =>
  new Map(
    LANGUAGES.flatMap((language) =>
      [overview, delivery, jobs, mirrors, database].map((dashboard): [string, string] => [
        `${language === 'en' ? 'en/' : ''}dashboard-${dashboard.name}.json`,
        render(dashboard, language),
      ]),
    ),
  )
