import type { CopyField, MirrorName, MirrorTrouble } from './ports.ts'
import { byOption, listed, sayValue } from './say-value.ts'
import type { SyncWords } from './words.ts'

const MIRRORS = { notion: 'Notion', sheets: 'Google Sheets' } as const

const PLACES = { notion: 'database', sheets: 'spreadsheet' } as const
const HOLDERS = { notion: 'property', sheets: 'column' } as const

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

const TROUBLES: Readonly<
  Record<MirrorTrouble['code'], (mirror: MirrorName, params: MirrorTrouble['params']) => string>
> = {
  credentials_refused: (at) =>
    `${MIRRORS[at]} refused the credentials. Make new ones, configure them and restart SparkOne.`,
  not_shared: (at, { email }) =>
    email === undefined
      ? `${MIRRORS[at]} does not let SparkOne see the tasks. Share the ${PLACES[at]} with SparkOne’s connection.`
      : `${MIRRORS[at]} does not let SparkOne see the tasks. Share the ${PLACES[at]}, as an editor, with ${email}.`,
  not_found: (at) =>
    `${MIRRORS[at]} has nothing by the configured id that SparkOne can see. Check the id, and share the ${PLACES[at]} with SparkOne.`,
  choose_source: (at, { names }) =>
    `There is more than one data source in ${MIRRORS[at]}. Configure the id of the one to use${names === undefined ? '' : `: ${names}`}.`,
  missing_key: (at, { name: field = 'SparkOne ID' }) =>
    `“${field}” is missing in ${MIRRORS[at]}: add a text ${HOLDERS[at]} of that name. Without it tasks could appear twice.`,
  missing_field: (at, { name: field = '' }) =>
    `“${field}” is missing in ${MIRRORS[at]}: add a ${HOLDERS[at]} of that name, or configure another.`,
  wrong_type: (at, { name: field = '' }) =>
    `“${field}” in ${MIRRORS[at]} has a type that will not work. Change it, or configure another ${HOLDERS[at]}.`,
  missing_option: (at, { name: field = '', option = '' }) =>
    `The option “${option}” is missing from “${field}” in ${MIRRORS[at]}: add it.`,
  formula: (at, { name: field = '' }) =>
    `“${field}” in ${MIRRORS[at]} has a formula, and SparkOne does not overwrite formulas. Use another ${HOLDERS[at]}.`,
  duplicate_header: (at, { name: field = '' }) =>
    `There is more than one ${HOLDERS[at]} “${field}” in ${MIRRORS[at]}. Keep only one.`,
}

const troubleOf: SyncWords['trouble'] = (mirror, trouble) =>
  trouble === null
    ? `${MIRRORS[mirror]} refuses SparkOne’s requests. Check the credentials and what is shared.`
    : TROUBLES[trouble.code](mirror, trouble.params)

export const wordsInEnglish: SyncWords = {
  mirrors: MIRRORS,
  trouble: troubleOf,
  stopped: (mirror, trouble) => ({
    subject: `The mirror in ${MIRRORS[mirror]} has stopped`,
    body: `The mirror in ${MIRRORS[mirror]} has stopped.\n${troubleOf(mirror, trouble)}\n\nThe tasks are still here and nothing is lost: once that is mended, it goes on by itself within minutes.`,
  }),
  paused: (reason) =>
    reason === 'operator'
      ? 'Paused by hand. Nothing is read or written until it is resumed.'
      : 'Paused after a restore. Look at the tasks, then resume it.',
  failing: (mirror, failure) =>
    failure === 'throttled'
      ? `${MIRRORS[mirror]} asked for a pause. SparkOne goes on by itself.`
      : failure === 'unavailable'
        ? `${MIRRORS[mirror]} does not answer. SparkOne tries again by itself; nothing is lost.`
        : `${MIRRORS[mirror]} did not accept a request of SparkOne’s. See the logs.`,
  problem: (mirror, { field, code, value }) => {
    const where = `${FIELDS[field]} in ${MIRRORS[mirror]}`
    const shown = value === null ? '' : ` (${say(value, 'UTC')})`
    switch (code) {
      case 'missing_option':
        return `${where}: ${value === null ? 'an option' : `the option ${say(value, 'UTC')}`} is missing. Add it there.`
      case 'unreadable':
        return `${where}: the value was not understood${shown}. Correct it there, or change the task here.`
      case 'too_long':
        return `${where}: too long, so it was not copied.`
      case 'unknown_person':
        return `${where}: no one person${shown} is known both here and there. Use the same name or e-mail on both sides.`
      case 'empty':
        return `${where}: blank there; the task keeps what it had.`
    }
  },
  leftOut: (mirror, labels) => {
    const where = `${FIELDS.labels} in ${MIRRORS[mirror]}`
    const { lacking, impossible } = byOption(labels)
    const [one] = lacking
    return [
      lacking.length === 1 && `${where}: the option ${one} is missing. Add it there, or take the label off here.`,
      lacking.length > 1 &&
        `${where}: the options ${lacking.join(', ')} are missing. Add them there, or take the labels off here.`,
      impossible.length > 0 && `${where}: options take no comma. Change ${impossible.join(', ')} here.`,
    ]
      .filter((line) => line !== false)
      .join(' ')
  },
  removedCopy: (mirror, taskId) =>
    `Someone deleted the copy in ${MIRRORS[mirror]}. The task is still here.${taskId === null ? '' : ` To make the copy again, sync task ${taskId}.`}`,
  removed: (mirror, tasks) => {
    const one = tasks.length === 1
    const name = MIRRORS[mirror]
    const subject = one ? `A task was deleted in ${name}` : `${tasks.length} tasks were deleted in ${name}`
    const lines = tasks.map(({ id, title }) => `• ${id} · ${title}`)
    const advice = one
      ? `It is still here. If that was a mistake, restore it there; if you no longer need it, answer "cancel ${tasks[0]?.id ?? ''}".`
      : 'They are still here. If that was a mistake, restore them there; if you no longer need one, answer "cancel" and its number.'
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
        ? first?.conflict.field === 'deleted'
          ? 'To have the task back like that, answer "swap".'
          : 'To have the other one, answer "swap".'
        : 'To have the others, answer "swap"; of one task only, "swap" and its number.'
    return { subject, body: `${subject}:\n${listed(lines, (count) => `… and ${count} more`)}\n\n${advice}` }
  },
}
