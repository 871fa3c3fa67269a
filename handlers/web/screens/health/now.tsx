import type { BackupReport } from '../../../../core/upkeep/index.ts'
import type { WebSettings } from '../../deps.ts'
import { freshEvery } from '../../live/fresh.tsx'
import { Card, Facts, Head, Notice, Section, When } from '../../parts/index.ts'
import type { Visit } from '../../visit/visit.ts'
import { formatsOf } from '../../words/format.ts'
import { Backups } from './backups.tsx'
import { type Check, sayCheck } from './checks.ts'
import { CheckRow, Integrations, type IntegrationsSeen, sayIntegrations } from './integrations.tsx'
import { HealthTabs } from './tabs.tsx'
import { healthWordsIn } from './words.ts'

export const HERE = '/web/health'
/** As often as a scrape asks: mail servers and gateways do not care to be asked more. */
const LOOK_SECONDS = 30

interface Shown {
  readonly visit: Visit
  readonly csrf: string
  readonly base: readonly Check[]
  readonly seen: IntegrationsSeen
  readonly backups: BackupReport | null
  readonly dead: number
  readonly settings: WebSettings
}

/** Whether all that SparkOne uses answers, and what to do when it does not. */
export const NowPage = ({ visit, csrf, base, seen, backups, dead, settings }: Shown) => {
  const words = healthWordsIn(visit.locale)
  const said = base.map((check) => ({ check, said: sayCheck(check, visit) }))
  const all = [...said, ...sayIntegrations(seen, visit)]
  const isBackupUnwell = backups !== null && (backups.isOld || backups.isUnverified)
  const unwell = all.filter((one) => one.said.isUnwell).length + (isBackupUnwell ? 1 : 0) + (dead > 0 ? 1 : 0)
  return (
    <>
      <Head title={words.title} intro={words.intro} />
      <HealthTabs here="now" dead={dead} visit={visit} />
      <div class="page-part" {...freshEvery('now', HERE, LOOK_SECONDS)}>
        <Notice tone={unwell === 0 ? 'good' : 'warn'}>
          <p>{unwell === 0 ? words.allWell : words.unwell(unwell)}</p>
        </Notice>
        <Section title={words.base} id="base">
          <ul class="rows">
            {said.map(({ check, said: one }) => (
              <CheckRow
                name={check.name}
                said={one}
                visit={visit}
                detail={check.name === 'database' ? check.by : undefined}
              />
            ))}
          </ul>
        </Section>
        <Integrations seen={seen} visit={visit} csrf={csrf} here={HERE} />
        <Backups report={backups} visit={visit} />
        <About settings={settings} visit={visit} />
      </div>
    </>
  )
}

const COMMIT_SHOWN = 12

const About = ({ settings, visit }: { settings: WebSettings; visit: Visit }) => {
  const words = healthWordsIn(visit.locale)
  const formats = formatsOf(visit.locale, visit.zone)
  const { version, commit, environment, startedAt } = settings
  const seconds = startedAt === undefined ? 0 : (visit.now.getTime() - startedAt.getTime()) / 1000
  return (
    <Section title={words.about} id="about">
      <Card>
        <Facts
          facts={[
            [words.version, version],
            [
              words.commit,
              commit === undefined || commit === 'unknown' ? (
                words.unknown
              ) : (
                <code>{commit.slice(0, COMMIT_SHOWN)}</code>
              ),
            ],
            [words.environment, environment],
            [
              words.startedAt,
              startedAt === undefined ? (
                words.unknown
              ) : (
                <>
                  <When at={startedAt} visit={visit} />
                  {seconds < 1 ? null : words.upFor(formats.duration(seconds))}
                </>
              ),
            ],
          ]}
        />
      </Card>
    </Section>
  )
}
