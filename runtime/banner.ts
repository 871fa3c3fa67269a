import type { Config } from '../config.ts'
import { consoleUrl, linkUrl } from './accounts.ts'
import { describeDatabase } from './database.ts'
import { type Words, wordsIn } from './words.ts'

const EXAMPLE = `'{"title": "Ligar pro João", "due": "amanhã às 10h"}'`

export interface Started {
  readonly port: number
  readonly firstKey: string | null
  readonly firstLink: string | null
  readonly version: string
  /** Whether there is a secret by which the gateway gets in. */
  readonly hasWebhookSecret: boolean
}

/** What a person sees when SparkOne has started. The secret of a first key is in it once and nowhere else. */
export const banner = (config: Config, started: Started): string => {
  const { port, firstKey, firstLink, version } = started
  const { locale } = config.settings
  const words = wordsIn(locale)
  const base = `http://localhost:${port}`
  const channels = [
    config.whatsapp === null ? null : 'WhatsApp',
    config.email === null ? null : words.email,
    words.inbox,
  ].filter((name) => name !== null)
  const mirrors = [config.notion === null ? null : 'Notion', config.sheets === null ? null : 'Google Sheets'].filter(
    (name) => name !== null,
  )
  const wide = Math.max(...[words.docs, words.database, words.channels, words.mirrors].map(({ length }) => length))
  return [
    '',
    words.running(version, base),
    `  ${words.console.padEnd(wide)}   ${consoleUrl({ ...config, port })}`,
    `  ${words.docs.padEnd(wide)}   ${base}/docs`,
    `  ${words.database.padEnd(wide)}   ${describeDatabase(config.database, locale)}`,
    `  ${words.channels.padEnd(wide)}   ${channels.join(' → ')}`,
    ...(mirrors.length === 0 ? [] : [`  ${words.mirrors.padEnd(wide)}   ${mirrors.join(', ')}`]),
    ...(firstKey === null ? [] : ['', `  ${words.firstKey(firstKey)}`]),
    ...(firstLink === null ? [] : ['', `  ${words.firstLink(linkUrl(config, firstLink))}`]),
    '',
    `  ${words.tryIt}`,
    ...(firstKey === null ? [] : [`    export SPARKONE_API_KEY=${firstKey}`]),
    `    curl -s ${base}/tasks -H "Authorization: Bearer $SPARKONE_API_KEY" \\`,
    `      -H 'Content-Type: application/json' -d ${EXAMPLE}`,
    ...notes(config, started, words),
    '',
  ].join('\n')
}

const notes = (config: Config, started: Started, words: Words): readonly string[] =>
  config.whatsapp === null
    ? []
    : [
        ...(started.hasWebhookSecret ? [] : ['', `  ${words.noWebhookSecret}`]),
        '',
        `  ${words.evolution}`,
        `  ${words.ownNumber}`,
      ]
