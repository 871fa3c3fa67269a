import type { Locale } from '../../core/people/index.ts'

type Reasons = Readonly<Record<string, (subject: string) => string>>

const pt = {
  whichFile: 'Qual arquivo? Por exemplo: sparkone restore copia.sparkone.gz',
  noMoreThan: 'Palavras demais.',
  needsTarget: 'Diga para onde: --to postgres://usuario@servidor/banco (a senha pode vir de PGPASSWORD).',
  checking: 'Conferindo o arquivo …',
  checked: (at: string, version: string, rows: number) =>
    `O arquivo está inteiro: feito em ${at} pelo SparkOne ${version}, ${rows} linhas.`,
  writing: (percent: number) => `Gravando: ${percent}%`,
  copying: (percent: number) => `Copiando: ${percent}%`,
  confirm: 'Os dados atuais dão lugar aos da cópia (os atuais ficam guardados ao lado). Continuar? [s/N] ',
  yes: /^(s|sim|y|yes)$/i,
  needsYes: 'Sem terminal para perguntar: repita com --yes.',
  notDone: 'Nada foi feito.',
  restored: (kept: string | null) =>
    [
      'Restaurado, e conferido linha por linha com o manifesto.',
      ...(kept === null ? [] : [`Os dados de antes ficaram em ${kept}; apague essa pasta quando não precisar mais.`]),
      'Os envios começam em pausa: confira as notificações pendentes e retome (POST /notifications/resume).',
      'Os espelhos também, e cada um começa lendo o que está lá fora: sparkone mirror resume.',
    ].join('\n'),
  moved: (rows: number) =>
    `${rows} linhas copiadas, e conferidas uma a uma. Agora ponha o endereço em DATABASE_URL e inicie o SparkOne.\n` +
    'A pasta antiga fica como está: não inicie o SparkOne sobre ela de novo, ou as mensagens saem duas vezes.',
  notEmbedded: 'DATABASE_URL já é de um PostgreSQL: não há banco embutido para mover.',
  useScript:
    'Esse PostgreSQL não está vazio. Um banco de servidor se restaura com ops/restore.sh, ou dê um banco vazio em DATABASE_URL.',
  refused: {
    absent: () => 'Esse arquivo não existe ou não pode ser lido.',
    'not-a-backup': () => 'Isso não é uma cópia do SparkOne. Nada foi tocado.',
    'newer-format': () => 'Esta cópia foi feita por um SparkOne mais novo: use aquela versão. Nada foi tocado.',
    'cut-short': () => 'O arquivo está cortado: termina antes do fim. Nada foi tocado.',
    damaged: (subject) => `O arquivo está danificado (${subject}). Nada foi tocado.`,
    newer: () => 'Esta cópia foi feita por um SparkOne mais novo: use aquela versão. Nada foi tocado.',
    'not-empty': () => 'O banco de destino não está vazio. Nada foi tocado.',
    'unknown-table': (subject) => `As tabelas da cópia não são as desta versão (${subject}). Nada foi tocado.`,
    differs: (subject) => `O que foi gravado não confere com o manifesto (${subject}). Nada foi tocado.`,
  } satisfies Reasons,
}

export type DataWords = typeof pt

const en: DataWords = {
  whichFile: 'Which file? Such as: sparkone restore backup.sparkone.gz',
  noMoreThan: 'Too many words.',
  needsTarget: 'Say where to: --to postgres://user@server/database (the password may come from PGPASSWORD).',
  checking: 'Checking the file …',
  checked: (at, version, rows) => `The file is whole: made at ${at} by SparkOne ${version}, ${rows} rows.`,
  writing: (percent) => `Writing: ${percent}%`,
  copying: (percent) => `Copying: ${percent}%`,
  confirm: 'The data of now give way to those of the backup (and are kept beside it). Go on? [y/N] ',
  yes: /^(y|yes|s|sim)$/i,
  needsYes: 'There is no terminal to ask: repeat with --yes.',
  notDone: 'Nothing was done.',
  restored: (kept) =>
    [
      'Restored, and compared row by row with the manifest.',
      ...(kept === null ? [] : [`The data of before are in ${kept}; delete that folder when you need it no more.`]),
      'Sending starts paused: look at the pending notifications, then resume (POST /notifications/resume).',
      'Mirrors too, and each begins by reading what is outside: sparkone mirror resume.',
    ].join('\n'),
  moved: (rows) =>
    `${rows} rows copied, and compared one by one. Now set DATABASE_URL to that address and start SparkOne.\n` +
    'The old folder stays as it is: do not start SparkOne on it again, or messages are sent twice.',
  notEmbedded: 'DATABASE_URL is a PostgreSQL already: there is no embedded database to move.',
  useScript:
    'That PostgreSQL is not empty. A database on a server is restored with ops/restore.sh; or give an empty one in DATABASE_URL.',
  refused: {
    absent: () => 'That file is not there or cannot be read.',
    'not-a-backup': () => 'This is no backup of SparkOne. Nothing was touched.',
    'newer-format': () => 'A newer SparkOne made this backup: use that version. Nothing was touched.',
    'cut-short': () => 'The file is cut short: it ends before its end. Nothing was touched.',
    damaged: (subject) => `The file is damaged (${subject}). Nothing was touched.`,
    newer: () => 'A newer SparkOne made this backup: use that version. Nothing was touched.',
    'not-empty': () => 'The target database is not empty. Nothing was touched.',
    'unknown-table': (subject) =>
      `The backup's tables are not those of this version (${subject}). Nothing was touched.`,
    differs: (subject) => `What was written is not what the manifest says (${subject}). Nothing was touched.`,
  },
}

export const dataWordsIn = (locale: Locale): DataWords => (locale === 'en' ? en : pt)
