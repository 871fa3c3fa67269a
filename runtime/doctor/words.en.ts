import type { Words } from './words.ts'

const age = (hours: number): string => {
  if (hours < 1) return `${Math.max(1, Math.round(hours * 60))} min`
  return hours < 48 ? `${Math.round(hours)} h` : `${Math.round(hours / 24)} days`
}
const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`
const seconds = (value: number): string => `${value.toFixed(1)} s`

export const en: Words = {
  configuration: 'Configuration',
  complete: 'complete',
  problems: (count) => (count === 1 ? 'has a problem' : `has ${count} problems`),
  mend: 'Mend and run again:',

  former: 'Former name',
  renamed: (name) => `${name} is set and is not read`,
  useInstead: (name) => `Use ${name}.`,
  noLonger: 'It is no longer needed and may be removed.',

  database: 'Database',
  behind: (what) => `${what} answers, but is not migrated`,
  runMigrate: 'Run sparkone migrate.',
  current: (what) => `${what} answers and is up to date`,
  held: (what) => `the running SparkOne has ${what}, and answers`,
  notMade: (what) => `${what} is not there yet`,
  startMakesIt: 'The first start makes it (make run), or run sparkone migrate.',
  databaseDown: (what, why) => `${what} cannot be used: ${why}`,
  mendDatabase: 'Look at DATABASE_URL, whether the server is up, and whether a firewall is in between.',

  redisMemory: 'not configured: limits are kept in the memory of this process',
  answers: 'answers',
  silent: 'does not answer',
  mendRedis: 'Look at REDIS_URL (or UPSTASH_REDIS_REST_*). Without it all works, with limits for each process.',

  notConfigured: 'not configured',
  setWhatsapp: 'To use it: EVOLUTION_API_BASE_URL, EVOLUTION_API_KEY, and then sparkone whatsapp connect.',
  connected: 'connected',
  whatsappState: {
    connecting: 'has been connecting for a while, or waits for its QR code',
    close: 'is logged out',
    missing: 'the instance is there, but not loaded',
    instance_missing: 'Evolution API has no such instance',
    unauthorized: 'Evolution API refused the key',
    licence: 'Evolution API wants its licence activated',
    unreachable: 'Evolution API does not answer',
    unexpected_answer: 'Evolution API gave an answer we do not know',
  },
  mendWhatsapp: {
    unauthorized: 'EVOLUTION_API_KEY must be its global key (AUTHENTICATION_API_KEY).',
    licence: 'Use version 2.3.7, the last without activation, or activate it in the Manager.',
    unreachable: 'Look at EVOLUTION_API_BASE_URL and whether it is up.',
    unexpected_answer: 'Look at its version (2.3.x) and its log.',
    other: 'Run sparkone whatsapp connect.',
  },
  number: "SparkOne's number",
  numberUnknown: 'is not known while WhatsApp does not answer',
  numberOwn: 'is its own',
  numberShared: "is an operator's, who cannot write to it that way",
  useOther: 'Connect a number for SparkOne alone: sparkone whatsapp connect.',
  noOperators: 'no operator: nobody commands SparkOne by WhatsApp',
  setNumbers: 'Set WHATSAPP_NOTIFY_NUMBERS to your number and restart.',

  webhook: 'WhatsApp webhook',
  webhookNone: 'Evolution API has none: no message and no receipt gets in',
  webhookOff: 'is switched off in Evolution API',
  webhookElsewhere: (url) => `points to ${url}, which is not SparkOne's path`,
  webhookLacks: (events) => `lacks the events ${events}`,
  webhookRefused: 'points here, but with a secret that is refused',
  webhookUnreached: (url) => `${url} does not answer from here`,
  webhookWell: (url) => `points to ${url}, which takes its secret`,
  webhookUnknown: 'is not known while Evolution API does not answer',
  connectAgain: 'Run sparkone whatsapp connect, which sets it again.',
  unreachedAdvice: 'If SparkOne is stopped, start it. Else look at PUBLIC_URL, DNS, the proxy and the firewall.',

  email: 'E-mail',
  setEmail: 'Without e-mail, what WhatsApp does not confirm is only kept in SparkOne. Set SMTP_* and FALLBACK_EMAIL.',
  mailReady: 'the server takes the connection and the account',
  mailDown: (reason) => `the server does not serve (${reason})`,
  mendMail: {
    unauthorized: 'The account was refused: look at SMTP_USERNAME and SMTP_PASSWORD (with Gmail, an app password).',
    tls: 'The certificate or STARTTLS failed: look at SMTP_SECURITY and SMTP_PORT.',
    other: 'Look at SMTP_HOST, SMTP_PORT, and whether your provider lets that port out.',
  },
  noFallback: 'works, but no fallback address is set',
  setFallback: 'Set FALLBACK_EMAIL: it is where notices go when WhatsApp fails.',

  agno: 'Agno agent',
  agnoWell: 'is there and takes the key',
  openToAll: 'answers anybody, with a key or without',
  closeAgno: 'Set OS_SECURITY_KEY on AgentOS, and the same value in AGNO_API_KEY.',
  agnoState: {
    unauthorized: 'refused the key',
    agent_missing: 'AgentOS has no such agent',
    unreachable: 'does not answer',
    redirected: 'redirects to another address',
    failing: 'answers with an error',
  },
  mendAgno: {
    unauthorized: 'Look at AGNO_API_KEY: it is the OS_SECURITY_KEY of AgentOS.',
    agent_missing: 'Look for AGNO_AGENT_ID in the list of agents of AgentOS.',
    other: 'Look at AGNO_BASE_URL and whether it is up. Meanwhile the grammar decides alone.',
  },
  model: 'Model server',
  modelWell: 'answers',
  modelUnlisted: 'answers, but does not show the model in its list',
  mendModelName: 'Look at LLM_MODEL: without that model only the grammar understands.',
  mendModel: {
    unauthorized: 'Look at LLM_API_KEY.',
    other: 'Look at LLM_BASE_URL (up to /v1) and whether it is up. Meanwhile the grammar decides alone.',
  },

  setNotion: 'To use it: NOTION_API_KEY, and then sparkone mirror setup notion.',
  setSheets:
    'To use it: GOOGLE_SHEETS_CREDENTIALS, GOOGLE_SHEETS_SPREADSHEET_ID, and then sparkone mirror setup sheets.',
  mirrorReady: 'lets us in and has the columns it needs',
  mirrorStopped: 'answers, but cannot be used as it is',
  mirrorThrottled: 'answers, and asks for patience',
  mendMirror: 'Look at the network and whether the service is up. Nothing is lost meanwhile: changes wait.',

  publicUrl: 'Public address',
  publicUnset: 'PUBLIC_URL is not set',
  setPublicUrl: 'Set it once SparkOne is reached from outside, such as https://sparkone.example.com.',
  publicAnswers: (url) => `${url} answers`,
  publicSilent: (url) => `${url} does not answer from here`,

  console: 'Console',
  consoleAt: (url, isGiven) =>
    `at ${url}, ${isGiven ? 'with AUTH_SECRET set' : 'with a secret that the database keeps'}`,
  consolePlain: 'is reached without https',
  setHttps: 'Set PUBLIC_URL with https. Without it sessions can be read on the way; in production nobody gets in.',
  setConsoleUrl: 'Set PUBLIC_URL: sign-in links and passkeys hold for one address.',
  provider: 'Sign-in provider',
  providerElsewhere: (issuer) => `answers, but calls itself ${issuer}`,
  mendProvider: 'Check OIDC_ISSUER and whether it is up. Meanwhile people sign in by password, passkey or link.',
  mendIssuer: 'Put into OIDC_ISSUER exactly what it calls itself.',

  clock: 'Clock',
  clockAlone: 'there is no other clock to compare with',
  clockOff: (by, other) => `is ${seconds(by)} off the clock of ${other}`,
  clockWell: (by, other) => `agrees with the clock of ${other} (${seconds(by)})`,
  theDatabase: 'the database',
  theGateway: 'Evolution API',
  setClock:
    'Turn synchronisation on (timedatectl set-ntp true) on both machines: receipts and reminders go by the time.',

  backup: 'Backup',
  backupUnseen: 'no backup can be seen from here',
  makeBackup: 'Run sparkone backup (embedded database) or ops/backup.sh (PostgreSQL), and schedule one a day.',
  backupAge: (hours) => `the last one is ${age(hours)} old`,
  backupOld: (hours) => `the last one is ${age(hours)} old: too old`,
  backupUnverified: (hours) => `the last one is ${age(hours)} old, and none was verified in the last 26 hours`,
  verifyBackup: 'Run ops/verify_backup.sh: a backup is worth something once it was restored.',

  disk: 'Disk',
  diskFree: (free, total, folder) => `${gigabytes(free)} free of ${gigabytes(total)} in ${folder}`,
  freeDisk: 'Free some space or enlarge the disk: without space the database stops.',

  well: 'All is well.',
  warned: (count) =>
    count === 1 ? 'Nothing is broken; see the warning above.' : `Nothing is broken; see the ${count} warnings above.`,
  unwell: (failed) => (failed === 1 ? 'One problem needs you.' : `${failed} problems need you.`),
}
