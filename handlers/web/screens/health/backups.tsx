import type { BackupReport } from '../../../../core/upkeep/index.ts'
import { Badge, Card, Facts, Section, When } from '../../parts/index.ts'
import type { Visit } from '../../visit/visit.ts'
import { formatsOf } from '../../words/format.ts'
import { healthWordsIn } from './words.ts'

/** The last backup and the last one that was proven by a restore, or that nothing is known here. */
export const Backups = ({ report, visit }: { report: BackupReport | null; visit: Visit }) => {
  const words = healthWordsIn(visit.locale)
  return (
    <Section title={words.backups} id="backups">
      <Card>{report === null ? <Unknown visit={visit} /> : <Known report={report} visit={visit} />}</Card>
    </Section>
  )
}

const Unknown = ({ visit }: { visit: Visit }) => {
  const { backup } = healthWordsIn(visit.locale)
  return (
    <>
      <p>
        <Badge tone="warn">{backup.unknown}</Badge>
      </p>
      <p class="muted">{backup.unknownText}</p>
    </>
  )
}

const Known = ({ report, visit }: { report: BackupReport; visit: Visit }) => {
  const { backup } = healthWordsIn(visit.locale)
  const formats = formatsOf(visit.locale, visit.zone)
  const { made, verified, lastVerification, isOld, isUnverified } = report
  return (
    <>
      <p>
        <Badge tone={isOld ? 'bad' : isUnverified ? 'warn' : 'good'}>
          {isOld ? backup.old : isUnverified ? backup.unverified : backup.well}
        </Badge>
      </p>
      {isOld ? <p>{backup.oldText}</p> : isUnverified ? <p>{backup.unverifiedText}</p> : null}
      <Facts
        facts={[
          [
            backup.made,
            made === null ? (
              backup.none
            ) : (
              <>
                <When at={made.at} visit={visit} />
                {made.bytes === null ? null : backup.size(formats.bytes(made.bytes))}
              </>
            ),
          ],
          [
            backup.verified,
            verified === null ? (
              backup.none
            ) : (
              <>
                <When at={verified.at} visit={visit} />
                {verified.seconds === null ? null : backup.took(formats.duration(verified.seconds))}
              </>
            ),
          ],
          ...(lastVerification === null
            ? []
            : [
                [
                  backup.lastVerification,
                  <>
                    <When at={lastVerification.at} visit={visit} />:{' '}
                    {lastVerification.exitCode === 0 ? backup.proven : backup.broken(lastVerification.exitCode)}
                  </>,
                ] as const,
              ]),
        ]}
      />
    </>
  )
}
