import type { Words } from './words.ts'

const span = (seconds: number): string => {
  if (seconds < 90) return `${Math.ceil(seconds)} s`
  if (seconds < 5400) return `${Math.ceil(seconds / 60)} min`
  return `${(seconds / 3600).toFixed(1)} h`
}

export const en: Words = {
  name: { notion: 'Notion', sheets: 'Google Sheets' },
  none: 'No mirror is configured: set NOTION_* or GOOGLE_SHEETS_* (see .env.example).',
  which: (names) => `Which mirror? ${names.join(' or ')}.`,
  columns: ['MIRROR', 'STATE', 'COPIED', 'WAITING', 'TROUBLED', 'DELETED THERE', 'LAG', 'READ AT'],
  state: { ok: 'up to date', failing: 'failing', paused: 'stands still' },
  never: 'never',
  span,
  backfill: (name, after) => `${name}: copying all there is${after === 0 ? '' : `; it is past task ${after}`}.`,
  sweeping: (name) => `${name}: comparing all there is.`,
  onceMended: (mirror) =>
    `  Once it is mended: sparkone mirror resume ${mirror} looks at once; without it, SparkOne looks every 5 minutes.`,
  troubled: (name, count) =>
    `${name}: ${count === 1 ? 'one task has' : `${count} tasks have`} something that did not get through. GET /tasks/{id}?include=mirrors says what.`,
  about: (name, what) => `${name}: ${what}`,
  plan: (name, { tasks, requests, seconds }) =>
    requests === 0
      ? `${name}: nothing waits to be copied.`
      : `${name}: ${tasks === 1 ? 'one task' : `${tasks} tasks`}, ${requests === 1 ? 'one request' : `${requests} requests`} at most, about ${span(seconds)}.`,
  begins: 'It begins in a moment; follow it with sparkone mirror status.',
  beginsOnceResumed: (mirror) => `It stands still: this begins after sparkone mirror resume ${mirror}.`,
  modeIs: '--mode is push, pull or both.',
  taskIs: '--task takes the number of a task.',
  paused: (name, mirror) =>
    `${name}: stands still. Nothing is read or written there until sparkone mirror resume ${mirror}.`,
  resumed: (name) => `${name}: goes on; follow it with sparkone mirror status.`,
  made: (name, url) => `${name}: ready${url === null ? '' : `, at ${url}`}. Now set:`,
  thenRestart: (mirror) =>
    `And restart SparkOne. All tasks will be copied; sparkone mirror plan ${mirror} says how long that takes.`,
  pageNeeded: 'Say under which page of Notion to make the database: --page ADDRESS. Share it with the connection.',
  pageIsOfNotion: '--page is of Notion; in the spreadsheet a tab is made.',
  credentialNeeded: {
    notion: "First set NOTION_API_KEY, the connection's token.",
    sheets:
      'First set GOOGLE_SHEETS_CREDENTIALS and GOOGLE_SHEETS_SPREADSHEET_ID, of one shared with the service account.',
  },
  notNow: (name) => `${name} did not answer as it should. See whether anything was made there before you repeat this.`,
  badPage: '--page is neither the address nor the id of a page of Notion.',
  noPage:
    'Notion does not show this page to SparkOne. Check the address, and share the page with SparkOne’s connection.',
  tabExists: (name) => `There is a tab "${name}" already, which stays as it is. Use --title for another name.`,
  onlyNotion: 'Only Notion has a webhook: sparkone mirror pair notion.',
  steps: (url) =>
    [
      "In Notion: your connection's page > Webhooks > Create a subscription.",
      `Address: ${url}`,
      'Events: page created, properties updated, deleted and restored.',
    ].join('\n'),
  noUrl: 'First set PUBLIC_URL, where the internet reaches SparkOne (https://…), restart it and repeat the command.',
  waiting: (minutes) => `Waiting for the first request of Notion, for ${minutes} min…`,
  token: (token) => `It came. Paste this into Notion, under Verify subscription; it is not shown again:\n${token}`,
  nobodyCame: 'Nothing came in time. Is the address reached from the internet? Repeat the command to try again.',
}
