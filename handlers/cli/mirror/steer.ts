import { parseArgs } from 'node:util'
import type { Locale } from '../../../core/people/index.ts'
import { type MirrorName, type Plan, SYNC_MODES, type SyncMode } from '../../../core/sync/index.ts'
import { type DataCommand, UsageError } from '../command.ts'
import { operatorOf, whichMirror } from './which.ts'
import { type Words, wordsIn } from './words.ts'

const planIn = (name: MirrorName, { tasks, requests, estimatedSeconds }: Plan, locale: Locale): string => {
  const words = wordsIn(locale)
  return words.plan(words.name[name], { tasks, requests, seconds: estimatedSeconds })
}

const modeOf = (text: string, words: Words): SyncMode => {
  const mode = SYNC_MODES.find((one) => one === text)
  if (mode === undefined) throw new UsageError(words.modeIs)
  return mode
}

const taskOf = (text: string | undefined, words: Words): { taskId?: number } => {
  if (text === undefined) return {}
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError(words.taskIs)
  return { taskId: Number(text) }
}

export const mirrorPlan: DataCommand = {
  name: 'mirror plan',
  usage: 'mirror plan <notion | sheets>',
  about: {
    'pt-BR': 'diz quantas tarefas e chamadas falta sincronizar, e quanto isso leva',
    en: 'says how many tasks and requests are left to sync, and how long they take',
  },
  run: async (core, args, { locale }) => {
    const name = whichMirror(args, locale)
    return planIn(name, await core.sync.plan(name), locale)
  },
}

export const mirrorSync: DataCommand = {
  name: 'mirror sync',
  usage: 'mirror sync <notion | sheets> [--mode push|pull|both] [--task 12]',
  about: {
    'pt-BR': 'sincroniza já; com --task, uma tarefa só, e copia de novo a que foi apagada lá',
    en: 'syncs now; with --task one task alone, and copies one anew that was deleted there',
  },
  run: async (core, args, { locale }) => {
    const words = wordsIn(locale)
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { mode: { type: 'string', default: 'both' }, task: { type: 'string' } },
    })
    const name = whichMirror(positionals, locale)
    const request = { mode: modeOf(values.mode, words), ...taskOf(values.task, words) }
    const plan = await core.sync.request(await operatorOf(core), name, request)
    const pause = (await core.sync.status()).find((mirror) => mirror.name === name)?.pause ?? null
    // What stands still for a trouble is looked at again when asked; the other pauses end by hand alone.
    const waits = pause !== null && pause.reason !== 'trouble'
    return `${planIn(name, plan, locale)}\n${waits ? words.beginsOnceResumed(name) : words.begins}`
  },
}

export const mirrorPause: DataCommand = {
  name: 'mirror pause',
  usage: 'mirror pause <notion | sheets>',
  about: {
    'pt-BR': 'para um espelho: nada é lido nem escrito lá',
    en: 'stops a mirror: nothing is read or written there',
  },
  run: async (core, args, { locale }) => {
    const words = wordsIn(locale)
    const name = whichMirror(args, locale)
    await core.sync.pause(await operatorOf(core), name)
    return words.paused(words.name[name], name)
  },
}

export const mirrorResume: DataCommand = {
  name: 'mirror resume',
  usage: 'mirror resume <notion | sheets>',
  about: {
    'pt-BR': 'retoma um espelho parado, por uma pessoa, por um problema ou por um restore',
    en: 'lets a mirror go on that stands still, by a person, by trouble or by a restore',
  },
  run: async (core, args, { locale }) => {
    const words = wordsIn(locale)
    const name = whichMirror(args, locale)
    await core.sync.resume(await operatorOf(core), name)
    return words.resumed(words.name[name])
  },
}
