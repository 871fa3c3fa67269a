import { en as checks } from './checks.en.ts'
import { en as whatsapp } from './whatsapp.en.ts'
import type { HealthWords } from './words.ts'

export const en: HealthWords = {
  checks,
  whatsapp,
  title: 'Health',
  intro: 'Whether everything SparkOne uses answers, and what to do when it does not.',
  tabsLabel: 'Parts of health',
  tabs: { now: 'Now', jobs: 'Jobs', charts: 'Charts' },
  allWell: 'Everything SparkOne uses works.',
  unwell: (count) => (count === 1 ? 'There is 1 thing to see to.' : `There are ${count} things to see to.`),

  base: 'Foundation',
  integrations: 'Integrations',
  integrationsIntro: 'What is connected, and a test of each.',

  backups: 'Backups',
  backup: {
    unknown: 'No backup is known here',
    unknownText:
      'They may be made where this process cannot see them, as on the host of a container. To make one now: sparkone backup (embedded database) or ops/backup.sh (PostgreSQL).',
    made: 'Last backup',
    verified: 'Last verified restore',
    lastVerification: 'Last verification',
    none: 'none is known',
    size: (size) => `, ${size}`,
    took: (time) => `, in ${time}`,
    proven: 'it worked',
    broken: (code) => `it failed (code ${code})`,
    well: 'Recent and verified',
    old: 'No backup within the last 26 hours',
    oldText: 'Run sparkone backup (embedded database) or ops/backup.sh (PostgreSQL), and schedule one a day.',
    unverified: 'No backup was verified within the last 26 hours',
    unverifiedText: 'Run ops/verify_backup.sh: a backup counts once it has been restored.',
  },

  about: 'This installation',
  version: 'Version',
  commit: 'Commit',
  environment: 'Environment',
  startedAt: 'This process began on',
  upFor: (time) => `, ${time} ago`,
  unknown: 'not known',

  jobsIntro: 'What SparkOne does in the background. What fails is tried again; what fails to the last stops here.',
  queues: 'Queues',
  queuesTable: 'Table of the queues',
  noQueues: 'This process does not see the job queue.',
  queue: { name: 'Job', queued: 'Waiting', active: 'Now', dead: 'Stopped', oldest: 'Waits for' },
  noWait: '-',
  idle: (count, isRest) => (isRest ? `The other ${count} queues are empty.` : 'Nothing waits: all queues are empty.'),
  isLate: 'Something has waited for more than 5 minutes: see whether a worker runs.',
  dead: 'Stopped after failing',
  noDead: 'Nothing is stopped',
  noDeadText: 'What fails at every attempt appears here, to begin again once the cause is mended.',
  diedAt: (when) => `Stopped on ${when}.`,
  createdAt: (when) => `Asked for on ${when}.`,
  noError: 'The worker died, or did not end in time.',
  error: (name) => `Last error: ${name}.`,
  subject: {
    notificationId: 'See the delivery',
    messageId: 'See the message',
    taskId: 'See the task',
    mirror: 'See the mirror',
  },
  redrive: 'Begin again',
  redriveThis: (name, when) => `Begin again: ${name}, stopped on ${when}`,
  redriveAll: 'Begin all again…',
  redriveAllWhat: 'Each gets all its attempts again. Mend the cause first, or they stop again.',
  redriveAllNow: 'Begin all again now',
  redriveNamed: (name) => `Begin all again: ${name}`,
  redriven: (count, text) =>
    count === 0
      ? 'There was nothing to begin again.'
      : count === 1
        ? '1 job begins again.'
        : `${text} jobs begin again.`,
  job: {
    'capture.interpret': 'Read an incoming message',
    'notify.whatsapp': 'Send through WhatsApp',
    'notify.email': 'Send by e-mail',
    'notify.wake': 'Look at a delivery’s deadline',
    'tasks.remind': 'Remind of a task',
    'briefs.tick': 'Briefs of the day',
    'sync.run': 'Synchronise a mirror',
    'sync.tell': 'Tell of a conflict',
    'sync.tick': 'Schedule of the mirrors',
    'sheets.intake': 'Rows that become messages',
    'storage.purge': 'Delete what is past its time',
  },

  chartsIntro: 'Deliveries of each channel, by day.',
  days: (count) => `${count} days`,
  daysLabel: 'Period',
  noSends: 'Nothing left through this channel in that time',
  noSendsText: 'Once something is sent, it appears here in charts.',
  chart: {
    outcomes: 'Sends by day, and what came of them',
    outcomesText: (from, to, channel) =>
      `Bars from ${from} to ${to}: sends of ${channel} that were confirmed, that went on to another channel, and that failed.`,
    confirmed: 'confirmed',
    passedOn: 'went on to another channel',
    failed: 'failed',
    receipts: 'Time until confirmed',
    receiptsText: (from, to, channel) =>
      `Lines from ${from} to ${to}: how long ${channel} took to confirm half of the sends, and 95 of 100.`,
    lateness: 'Delay until the first send',
    latenessText: (from, to, channel) =>
      `Lines from ${from} to ${to}: how long half of the notifications through ${channel} waited to leave, and 95 of 100. Quiet hours, pauses and limits count.`,
    unmeasured: (title) => `${title}: nothing to measure in that time.`,
    p50: 'half',
    p95: '95 of 100',
    table: 'See it as a table',
    point: 'Day',
    none: '-',
  },

  test: {
    sent: 'A test is on its way. Follow it here until it arrives.',
    noAddress: (channel) => `You have no address on ${channel}. Add one under People and try again.`,
    subject: 'SparkOne test',
    body: 'SparkOne test: this message shows that this channel works. No answer is needed.',
    well: (name, found) => `${name}: ${found}.`,
    unwell: (name, found, advice) => `${name}: ${found}. ${advice}`,
  },
}
