import type { CopyField, MirrorTrouble } from './ports.ts'
import { listed, sayValue } from './say-value.ts'
import type { SyncWords } from './words.ts'

const MIRRORS = { notion: 'Notion', sheets: 'Google Sheets' } as const

const FIELDS: Readonly<Record<CopyField | 'deleted', string>> = {
  title: 'Title',
  description: 'Description',
  status: 'Status',
  priority: 'Priority',
  due: 'Due',
  labels: 'Labels',
  assignee: 'Assignee',
  deleted: 'Deleted',
}

const NAMES = {
  pending: 'pending',
  in_progress: 'in progress',
  completed: 'done',
  cancelled: 'cancelled',
  low: 'low',
  medium: 'medium',
  high: 'high',
  urgent: 'urgent',
}

const say = (value: unknown, zone: string): string =>
  sayValue(value, { locale: 'en', zone, nothing: 'empty', names: NAMES })

const TROUBLES: Readonly<Record<MirrorTrouble['code'], (name: string, params: MirrorTrouble['params']) => string>> = {
  credentials_refused: (name) => `${name} refused the credentials. Make new ones, configure them and restart SparkOne.`,
  not_shared: (name, { email }) =>
    email === undefined
      ? `${name} does not let SparkOne see the tasks. Share them with its connection.`
      : `${name} does not let SparkOne see the tasks. Share them, as an editor, with ${email}.`,
  not_found: (name) => `${name} does not have what was configured, or it is not shared. Check the id.`,
  choose_source: (name) => `There is more than one data source in ${name}. Configure the id of the one to use.`,
  missing_key: (name, { name: field = 'SparkOne ID' }) =>
    `“${field}” is missing in ${name}: add it under that name, as text. Without it tasks might be doubled.`,
  missing_field: (name, { name: field = '' }) =>
    `“${field}” is missing in ${name}: add it under that name, or configure another.`,
  wrong_type: (name, { name: field = '' }) =>
    `“${field}” in ${name} is of a type that will not do. Change it, or configure another.`,
  missing_option: (name, { name: field = '', option = '' }) =>
    `The option “${option}” is missing from “${field}” in ${name}: add it.`,
  formula: (name, { name: field = '' }) =>
    `“${field}” in ${name} has a formula, and SparkOne writes over none. Use another column.`,
  duplicate_header: (name, { name: field = '' }) => `There is more than one “${field}” in ${name}. Leave only one.`,
}

export const wordsInEnglish: SyncWords = {
  mirrors: MIRRORS,
  trouble: (mirror, trouble) =>
    trouble === null
      ? `${MIRRORS[mirror]} refuses what SparkOne asks. Check the credentials and what is shared.`
      : TROUBLES[trouble.code](MIRRORS[mirror], trouble.params),
  paused: (reason) =>
    reason === 'operator'
      ? 'Paused by hand. Nothing is read or written until it is resumed.'
      : 'Paused after a restore. Look at the tasks, then resume it.',
  failing: (mirror, failure) =>
    failure === 'throttled'
      ? `${MIRRORS[mirror]} asks for patience. SparkOne goes on by itself.`
      : failure === 'unavailable'
        ? `${MIRRORS[mirror]} does not answer. SparkOne tries again by itself; nothing is lost.`
        : `${MIRRORS[mirror]} did not accept a request of SparkOne's. See the logs.`,
  problem: (mirror, { field, code, value }) => {
    const where = `${FIELDS[field]} in ${MIRRORS[mirror]}`
    const shown = value === null ? '' : ` (${say(value, 'UTC')})`
    switch (code) {
      case 'missing_option':
        return `${where}: the option is missing${shown}. Add it there.`
      case 'unreadable':
        return `${where}: the value was not understood${shown}. Mend it there, or change the task here.`
      case 'too_long':
        return `${where}: too long, and not copied.`
      case 'unknown_person':
        return `${where}: nobody is known by that name${shown}. Use the name or e-mail of a person here.`
      case 'empty':
        return `${where}: it is empty, and the task keeps what it had.`
    }
  },
  removedCopy: (mirror, taskId) =>
    `Someone deleted it in ${MIRRORS[mirror]}. The task is still here.${taskId === null ? '' : ` To make it there again, sync task ${taskId}.`}`,
  removed: (mirror, tasks) => {
    const one = tasks.length === 1
    const name = MIRRORS[mirror]
    const subject = one ? `A task was deleted in ${name}` : `${tasks.length} tasks were deleted in ${name}`
    const lines = tasks.map(({ id, title }) => `• ${id} · ${title}`)
    const advice = one
      ? `It is still here. To drop it for good, answer “cancel ${tasks[0]?.id ?? ''}”.`
      : 'They are still here. To drop one for good, answer “cancel” and its number.'
    return { subject, body: `${subject}:\n${listed(lines, (count) => `… and ${count} more`)}\n\n${advice}` }
  },
  conflicts: (told, zone) => {
    const [first] = told
    const name = first === undefined ? '' : MIRRORS[first.conflict.mirror]
    const subject = told.length === 1 ? `Changed here and in ${name}` : `${told.length} changes here and in ${name}`
    const lines = told.map(({ conflict, task }) => {
      const head = `• ${task.id} · ${task.title}\n  ${FIELDS[conflict.field]}`
      if (conflict.field === 'deleted') {
        return `${head} here; in ${name} it had been changed to ${say(conflict.theirs, zone)}. It stays deleted.`
      }
      const [kept, lost] =
        conflict.winner === 'ours' ? [conflict.ours, conflict.theirs] : [conflict.theirs, conflict.ours]
      return `${head}: ${say(kept, zone)} stayed; the other was ${say(lost, zone)}.`
    })
    const advice =
      told.length === 1
        ? 'To have the other one, answer “swap”.'
        : 'To have the others, answer “swap”; of one task only, “swap” and its number.'
    return { subject, body: `${subject}:\n${listed(lines, (count) => `… and ${count} more`)}\n\n${advice}` }
  },
}
