import type { Locale } from '../../../core/people/index.ts'
import type { MirrorStatus } from '../../../core/sync/index.ts'
import { type CommandContext, type DataCommand, noWords, table } from '../command.ts'
import { sayInstant } from '../instant.ts'
import { wordsIn } from './words.ts'

const rowOf = (mirror: MirrorStatus, context: CommandContext): readonly string[] => {
  const words = wordsIn(context.locale)
  const { counts } = mirror
  return [
    mirror.name,
    words.state[mirror.state],
    ...[counts.linked, counts.dirty, counts.troubled, counts.removed].map(String),
    mirror.lagSeconds === 0 ? '-' : words.span(mirror.lagSeconds),
    mirror.pulledAt === null ? words.never : sayInstant(mirror.pulledAt, context),
  ]
}

/** What the numbers do not say. */
const notesOf = (mirror: MirrorStatus, locale: Locale): readonly string[] => {
  const words = wordsIn(locale)
  const name = words.name[mirror.name]
  const trouble = mirror.explain(locale)
  const goesOn = mirror.state !== 'paused'
  return [
    ...(trouble === null ? [] : [words.about(name, trouble)]),
    ...(mirror.pause?.reason === 'trouble' ? [words.onceMended(mirror.name)] : []),
    ...(mirror.counts.troubled === 0 ? [] : [words.troubled(name, mirror.counts.troubled)]),
    ...(mirror.backfill === null || !goesOn ? [] : [words.backfill(name, mirror.backfill.afterTaskId)]),
    ...(mirror.isSweeping && goesOn ? [words.sweeping(name)] : []),
  ]
}

export const mirrorStatus: DataCommand = {
  name: 'mirror status',
  usage: 'mirror status',
  about: {
    'pt-BR': 'mostra como está cada espelho (Notion, Google Sheets) e o que fazer',
    en: 'shows how each mirror (Notion, Google Sheets) is, and what to do',
  },
  run: async (core, args, context) => {
    noWords(args, context)
    const { locale } = context
    const mirrors = await core.sync.status()
    if (mirrors.length === 0) return wordsIn(locale).none
    const rows = table([wordsIn(locale).columns, ...mirrors.map((mirror) => rowOf(mirror, context))])
    return [rows, ...mirrors.flatMap((mirror) => notesOf(mirror, locale))].join('\n')
  },
}
