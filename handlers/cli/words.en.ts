import type { Words } from './words.ts'

const seconds = (value: number): string => `${value.toFixed(1)} s`

export const en: Words = {
  usage: 'Usage',
  noSuchCommand: 'There is no such command. Try: sparkone help',
  takesNothing: 'This command takes nothing.',

  backupDone: (file, rows, tables) =>
    `Backup made: ${file} (${rows} rows of ${tables} tables).\nTo restore it: sparkone restore '${file}'`,
  oneFile: 'Name one file.',

  exportWhat: 'Say what: people, tasks or all.',
  formatByName: "The file's name says the format: it ends in .json or .csv (or use --format).",
  csvIsOneTable: 'CSV is one table: export people and tasks to two files, or all as JSON.',
  exported: (file, rows) => `${file}: ${rows === 1 ? 'one row' : `${rows} rows`}.`,
  fileNotWritten: 'The file could not be written.',
  fileNotRead: 'The file is not there or cannot be read.',
  notUtf8: 'The file is not UTF-8: choose "CSV UTF-8" in the spreadsheet.',
  notAnExport: 'This is no export of SparkOne: "sparkone_export": 1 is missing, or it is not JSON.',
  noKnownColumns: (people, tasks) =>
    `The first line does not say what it is. People have name (${people}); tasks have title (${tasks}).`,
  unknownColumn: (name, all) => `There is no column "${name}". There are: ${all}.`,
  line: (number) => `line ${number}`,
  brokenLine: 'its quotes or its number of columns are wrong',
  importRefused: (problems) => ['Nothing was stored:', ...problems.map((it) => `  ${it}`)].join('\n'),
  imported: ({ people, tasks, known }) => `New people: ${people}. New tasks: ${tasks}. There already: ${known}.`,
  writing: (percent) => `Writing: ${percent}%`,
  unknownOption: (option) => `There is no option ${option}.`,
  wrongValue: (option) => `The option ${option} cannot be used like that.`,
  interrupted: 'Interrupted. What is done stays done; repeat the command whenever you like.',

  keyNeedsName: 'Give the key a name.',
  noSuchScope: (name, all) => `"${name}" is no scope. There are: ${all}.`,
  expiresIsDate: '--expires takes a date such as 2027-01-31.',
  whichKey: 'Which key? `keys list` shows the ids.',
  revoked: 'Revoked.',
  keyColumns: ['ID', 'NAME', 'SCOPES', 'EXPIRES', 'LAST USED'],
  allScopes: 'all',
  never: 'never',

  jobColumns: ['QUEUE', 'WAITING', 'RUNNING', 'OLDEST', 'FAILED FOR GOOD'],
  whichQueue: (all) => `One queue, or none for all of them. There are: ${all}.`,
  redriven: (count) =>
    count === 0 ? 'Nothing has failed for good.' : `Back in the queue: ${count}. The worker tries again.`,

  whichPerson: 'There is no such person, or more than one of that name: people list shows the ids.',
  signInLink: (name, url, until) => `For ${name} to get into the console, once, until ${until}:\n${url}`,

  personNeedsName: 'Give the person a name.',
  localeIs: '--locale is pt-BR or en.',
  peopleColumns: ['ID', 'NAME', 'ROLE', 'ZONE', 'REACHED BY'],
  role: { operator: 'operator', member: 'member' },
  inboxOnly: 'the SparkOne inbox alone',
  senderColumns: ['ID', 'NAME', 'ADDRESS', 'MESSAGES', 'LAST SEEN'],
  whichSender: 'Which sender? `people senders` shows the ids.',
  nameOrPerson: 'Either --name or --person.',
  sayWho: 'Say who it is: --name or --person.',

  sayWhat: 'Say what you want as you would write it on WhatsApp: sparkone say "call John tomorrow".',
  readHere: 'No worker took the message: read by this command.',
  notAnswered: 'The message is kept but not read yet: something failed, and the worker tries again.',

  channel: { whatsapp: 'WhatsApp', email: 'E-mail' },
  timeoutIs: (most) => `--timeout takes seconds, from 10 to ${most}.`,
  testSubject: 'SparkOne test',
  testBody: 'SparkOne test: this message shows that this channel works. No answer is needed.',
  testing: (name) => `Sending ${name} a test through each channel.`,
  noChannel: (name) =>
    `No configured channel leads to ${name}: configure WhatsApp (EVOLUTION_*) or e-mail (SMTP_*), and give the person an address.`,
  sentFromHere: 'no worker took the message: sent by this command',
  attempt: (number, state, after) => `attempt ${number}: ${state} (${seconds(after)})`,
  receipt: (kind, after) => `receipt: ${kind} (${seconds(after)})`,
  deliveryState: {
    sending: 'sending',
    accepted: 'accepted, a receipt is awaited',
    delivered: 'delivered',
    failed: 'failed',
    retrying: 'failed, will be tried again',
    ambiguous: 'no answer, asking the gateway',
    skipped: 'not sent',
    cancelled: 'cancelled',
  },
  receiptKind: {
    accepted: 'the gateway has it',
    server: "WhatsApp's server has it",
    delivered: 'the phone has it',
    read: 'read',
    failed: 'refused',
  },
  arrived: (channel, after) => `${channel}: arrived in ${seconds(after)}`,
  didNotArrive: (channel, why) => `${channel}: did not arrive. ${why}`,
  why: {
    no_receipt:
      'It was sent, but no receipt of the phone came back: is the phone on? Does the webhook get here? (sparkone doctor)',
    expired: 'The time was over before the channel took it.',
    cancelled: 'It was cancelled.',
    not_configured: 'The channel is not configured.',
    no_address: 'The person has no address on this channel.',
    logged_out: 'WhatsApp is logged out: run sparkone whatsapp connect.',
    instance_missing: 'The gateway has no such instance: run sparkone whatsapp connect.',
    connecting: 'WhatsApp is still connecting: wait a minute and repeat.',
    licence: 'The gateway wants its licence activated: use version 2.3.7, or activate it in the Manager.',
    unauthorized: 'The key was refused: look at EVOLUTION_API_KEY, or SMTP_USERNAME and SMTP_PASSWORD.',
    unreachable: 'The server does not answer: look at its address and whether it is up.',
    not_on_whatsapp: 'That number is not on WhatsApp.',
    paused: 'Sending is paused: resume with POST /notifications/resume or write "resume".',
  },
  otherReason: (reason) => `Reason: ${reason}.`,

  whatsappMissing: 'WhatsApp is not configured: set EVOLUTION_API_BASE_URL and EVOLUTION_API_KEY.',
  licenceNotice: [
    'SparkOne uses Evolution API (https://github.com/EvolutionAPI/evolution-api), which is not part of it.',
    'It has a licence of its own: Apache 2.0 with further conditions, this notice to administrators among them.',
  ].join('\n'),
  webhookUrlMissing: 'Say where the gateway finds SparkOne: set PUBLIC_URL or use --webhook-url http://address:port.',
  webhookUrlIs: '--webhook-url takes an address with http:// or https://.',
  instanceMade: (name) => `Instance ${name}: made.`,
  instanceThere: (name) => `Instance ${name}: there already.`,
  webhookSet: (url) => `Webhook: ${url}, with the secret in its header.`,
  secretMade: 'Webhook secret: made and kept (EVOLUTION_WEBHOOK_SECRET is not set).',
  notReached: (url) =>
    `Mind: ${url} does not answer from here. If the gateway cannot reach it either, no message and no receipt gets in.`,
  needsTerminal: 'The QR code is a credential and is shown in a terminal only. To show it all the same: --show-qr.',
  scan: "On SparkOne's phone: WhatsApp > Linked devices > Link a device. Point it at the code:",
  waitingForCode: 'Waiting for the QR code…',
  nobodyScanned: (minutes) => `Nobody scanned the code within ${minutes} min. Repeat the command for a new one.`,
  open: 'WhatsApp: connected.',
  ownNumber:
    "The number that is connected is an operator's. SparkOne needs a number of its own: an operator cannot write to themselves.",
  nobodyToTell: 'Nobody to get the test: no operator has WhatsApp. Set WHATSAPP_NOTIFY_NUMBERS and restart.',
  notStarted: 'SparkOne was never started on this database. Start it and repeat: receipts come in through it.',
  gateway: {
    unauthorized: 'Evolution API refused the key: EVOLUTION_API_KEY must be its global key (AUTHENTICATION_API_KEY).',
    licence: 'Evolution API wants its licence activated: use version 2.3.7, or activate it in the Manager.',
    unreachable: 'Evolution API does not answer at EVOLUTION_API_BASE_URL: look at the address and whether it is up.',
    instance_missing: 'The instance went away while it was being connected: repeat the command.',
    unexpected_answer: 'Evolution API gave an answer we do not know: look at its version (2.3.x) and its log.',
  },

  refusal: null,
  details: {},
}
