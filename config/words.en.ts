import type { Words } from './words.ts'

const or = (items: readonly string[]): string =>
  [items.slice(0, -1).join(', '), items.at(-1)].filter(Boolean).join(' or ')

export const en: Words = {
  heading: (count) => `The configuration has ${count === 1 ? 'a problem' : `${count} problems`}:`,

  wholeNumber: (min, max) => `must be a whole number from ${min} to ${max}`,
  atLeast: (characters) => `must have at least ${characters} characters`,
  oneOf: (values) => `must be ${or(values)}`,
  text: 'is not valid',
  networks: 'must be IP addresses or networks such as 10.0.0.0/8, separated by commas',
  url: (starts) => `must be a URL that starts with ${or(starts)}`,
  databaseUrl: 'must be a URL that starts with postgres:// or names a folder as pglite://path',
  clockTime: 'must be a time as HH:MM',
  quietHours: 'must be HH:MM-HH:MM or none',
  instanceName: 'may have letters, digits, dot, dash and underscore',
  pairs: (words) => `must be as word=name, separated by commas, each once; the words are ${or(words)}`,
  notionId: 'must be the id of a Notion database, or its address',
  spreadsheetId: 'must be the id of a Google spreadsheet, or its address',

  bothSet: (one, other) => `${one} and ${other} are both set: keep one.`,
  unreadable: (name) => `${name} names a file that cannot be read.`,
  missing: (name, needer) => `${name} is missing: ${needer} needs it.`,
  noDatabase: (name, needer) =>
    `${name} is missing: ${needer} needs it. Set it, or make one with sparkone mirror setup notion.`,
  noInterpreter: (names) => `${or(names)} is missing: REQUIRE_AGNO=true needs one of them.`,
  noAccount: (name) =>
    `${name} must be the key of a Google service account: its JSON with client_email and private_key, that in base64, or its path.`,
  noPhone: (name, entry) => `${name}: entry ${entry} is not a phone number with country and area code.`,
  noSender: (name) => `${name} is missing: mail needs a sender.`,
  noAddress: (name) => `${name} must be one plain e-mail address.`,
  noZone: (name) => `${name} must be an IANA time zone such as America/Sao_Paulo.`,
  sameEnds: (name) => `${name} must start and end at different times; none turns them off.`,

  noApiKey: (name) => `${name} is missing: production does not make one up.`,
  noAuthSecret: (name) =>
    `${name} is missing, and in production sessions need it: make one with openssl rand -base64 48.`,
  placeholder: (name) => `${name} is a placeholder: set a real secret.`,
  guessable: (name) => `${name} has a password that anybody would try first: set a real one.`,
  plainMail: 'SMTP_SECURITY=none is refused in production unless SMTP_HOST is this machine.',
  chooseEmbedded: (name) => `${name} is missing: in production the embedded database must be chosen, as pglite://path.`,
}
