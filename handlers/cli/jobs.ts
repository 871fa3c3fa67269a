import { JOB_POLICY, type JobName, type JobRunner } from '../../core/kernel/jobs.ts'
import { type DataCommand, noWords, table, UsageError } from './command.ts'
import { wordsIn } from './words.ts'

/** The queue as an operator handles it. Both reject with PortError `storage` when the database is down. */
export interface Jobs extends Pick<JobRunner, 'depth'> {
  /** Gives dead letters (of one name) all their attempts again; resolves with how many, some of them at a time. */
  redrive(name?: JobName): Promise<number>
}

const isJobName = (text: string): text is JobName => Object.hasOwn(JOB_POLICY, text)

const list: DataCommand = {
  name: 'jobs list',
  usage: 'jobs list',
  about: {
    'pt-BR': 'mostra cada fila: o que espera, o que roda, há quanto tempo, e o que falhou de vez',
    en: 'shows each queue: what waits, what runs, for how long, and what failed for good',
  },
  run: async (_, args, context) => {
    noWords(args, context)
    const rows = (await context.jobs.depth()).map(({ name, queued, active, oldestSeconds, dead }) => [
      name,
      String(queued),
      String(active),
      `${Math.round(oldestSeconds)} s`,
      String(dead),
    ])
    return table([wordsIn(context.locale).jobColumns, ...rows])
  },
}

const redrive: DataCommand = {
  name: 'jobs redrive',
  usage: 'jobs redrive [queue]',
  about: {
    'pt-BR': 'tenta de novo o que falhou de vez, depois de resolvida a causa; de uma fila ou de todas',
    en: 'tries again what failed for good, once its cause is mended; of one queue or of all',
  },
  run: async (_, args, { locale, jobs, signal }) => {
    const words = wordsIn(locale)
    const [name, ...more] = args
    if (more.length > 0 || (name !== undefined && !isJobName(name))) {
      throw new UsageError(words.whichQueue(Object.keys(JOB_POLICY).join(', ')))
    }
    let total = 0
    for (let moved = -1; moved !== 0 && !signal.aborted; total += moved) moved = await jobs.redrive(name)
    return words.redriven(total)
  },
}

export const jobCommands: readonly DataCommand[] = [list, redrive]
