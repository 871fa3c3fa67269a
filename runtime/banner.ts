import type { Config } from '../config.ts'
import { describeDatabase } from './database.ts'

const EXAMPLE = `'{"title": "Ligar pro João", "due": "amanhã às 10h"}'`

/** What a person sees when SparkOne has started. The secret of a first key is in it once and nowhere else. */
export const banner = (config: Config, started: { port: number; firstKey: string | null; version: string }): string => {
  const { port, firstKey, version } = started
  const base = `http://localhost:${port}`
  const channels = [config.whatsapp === null ? null : 'WhatsApp', config.email === null ? null : 'e-mail', 'inbox']
  return [
    '',
    `SparkOne ${version} is running on ${base}`,
    `  API docs   ${base}/docs`,
    `  Database   ${describeDatabase(config.database)}`,
    `  Channels   ${channels.filter((name) => name !== null).join(' → ')}`,
    ...(firstKey === null ? [] : ['', `  Your first API key, shown this once: ${firstKey}`]),
    '',
    '  Try it:',
    ...(firstKey === null ? [] : [`    export SPARKONE_API_KEY=${firstKey}`]),
    `    curl -s ${base}/tasks -H "Authorization: Bearer $SPARKONE_API_KEY" \\`,
    `      -H 'Content-Type: application/json' -d ${EXAMPLE}`,
    ...notes(config),
    '',
  ].join('\n')
}

const notes = (config: Config): readonly string[] => [
  ...(config.whatsapp !== null && config.webhookSecret === null
    ? ['', '  Inbound WhatsApp is refused until EVOLUTION_WEBHOOK_SECRET is set.']
    : []),
  ...(config.whatsapp === null
    ? []
    : [
        '',
        '  WhatsApp goes through Evolution API, which SparkOne uses but is not part of.',
        '  SparkOne needs a number of its own: an operator who is the instance cannot write to it.',
      ]),
]
