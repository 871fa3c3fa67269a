import { DATA_COMMANDS } from '../handlers/cli/run.ts'

const OWN = [
  { usage: '', about: 'the API and the worker in one process' },
  { usage: 'serve', about: 'the API alone' },
  { usage: 'work', about: 'the worker alone' },
  { usage: 'migrate', about: 'brings the database up to date' },
  { usage: 'doctor', about: 'checks the configuration and everything it names' },
  {
    usage: 'understand [--now T] [--zone Z] [--locale L] <text | --tsv FILE>',
    about: 'shows what the grammar makes of a text',
  },
]

export const usage = (): string =>
  [
    'Usage: sparkone [command]',
    '',
    ...[...OWN, ...DATA_COMMANDS].map(({ usage: text, about }) => `  ${`sparkone ${text}`.trimEnd()}\n      ${about}`),
    '',
    'Configuration is by environment variables: see .env.example.',
  ].join('\n')
