import { COPY_FIELDS } from '../core/sync/ports.ts'
import { PRIORITIES, TASK_STATUSES } from '../core/tasks/index.ts'
import { flag, http, names, notionId, pairs, spreadsheetId, text, wholeNumber } from './kinds.ts'
import { variable } from './variable.ts'

const SECRET = { secret: true }
const statuses = names(TASK_STATUSES)
const priorities = names(PRIORITIES)
const STATUSES_EXAMPLE = 'pending=A fazer,in_progress=Fazendo,completed=Feita,cancelled=Cancelada'
const PRIORITIES_EXAMPLE = 'low=Baixa,medium=Média,high=Alta,urgent=Urgente'

/** The outside copies of the tasks, and how often they are looked at. */
export const mirrorVariables = {
  mirrors: {
    MIRROR_PULL_SECONDS: variable(
      'MIRROR_PULL_SECONDS',
      'How often Notion and Google Sheets are asked what changed there, in seconds: 60 at the least.',
      wholeNumber(60, 86_400),
      '60',
    ),
  },
  notion: {
    NOTION_API_KEY: variable(
      'NOTION_API_KEY',
      'The token of a connection that the database is shared with. Needs NOTION_DATABASE_ID.',
      text,
      '',
      SECRET,
    ),
    NOTION_DATABASE_ID: variable(
      'NOTION_DATABASE_ID',
      'The database that shows the tasks, or one of its data sources, by id or by its address.',
      notionId,
      '',
    ),
    NOTION_PROPERTIES: variable(
      'NOTION_PROPERTIES',
      'The properties, where their names say too little: field=name, by commas; key is the SparkOne ID, nothing after = leaves it out.',
      pairs([...COPY_FIELDS, 'key']),
      'title=Nome,due=Prazo,key=SparkOne ID',
    ),
    NOTION_STATUS_OPTIONS: variable(
      'NOTION_STATUS_OPTIONS',
      'What each status is called there, where it is not one of the usual names.',
      statuses,
      STATUSES_EXAMPLE,
    ),
    NOTION_PRIORITY_OPTIONS: variable(
      'NOTION_PRIORITY_OPTIONS',
      'The same of the priorities.',
      priorities,
      PRIORITIES_EXAMPLE,
    ),
    NOTION_CREATE_LABELS: variable(
      'NOTION_CREATE_LABELS',
      'true: a label that has no option there gets one. Otherwise it is left out of the page, and the task says so.',
      flag,
      'false',
    ),
    NOTION_REQUESTS_PER_10_SECONDS: variable(
      'NOTION_REQUESTS_PER_10_SECONDS',
      'What all processes together ask of Notion, at most.',
      wholeNumber(5, 1000),
      '25',
    ),
    NOTION_BASE_URL: variable(
      'NOTION_BASE_URL',
      'A proxy or a test server in its place.',
      http,
      'https://api.notion.com',
    ),
  },
  sheets: {
    GOOGLE_SHEETS_CREDENTIALS: variable(
      'GOOGLE_SHEETS_CREDENTIALS',
      'The key of a service account that the spreadsheet is shared with: its JSON, that in base64, or a path.',
      text,
      '',
      SECRET,
    ),
    GOOGLE_SHEETS_CREDENTIALS_PATH: variable(
      'GOOGLE_SHEETS_CREDENTIALS_PATH',
      'The path of that JSON, in place of GOOGLE_SHEETS_CREDENTIALS.',
      text,
      '',
    ),
    GOOGLE_SHEETS_SPREADSHEET_ID: variable(
      'GOOGLE_SHEETS_SPREADSHEET_ID',
      'The spreadsheet that shows the tasks, by id or by its address. Needs GOOGLE_SHEETS_CREDENTIALS.',
      spreadsheetId,
      '',
    ),
    GOOGLE_SHEETS_RANGE: variable(
      'GOOGLE_SHEETS_RANGE',
      'The tab, or tab and columns, whose first row names the columns; the first tab without it.',
      text,
      'Tarefas!A:H',
    ),
    GOOGLE_SHEETS_INTAKE_RANGE: variable(
      'GOOGLE_SHEETS_INTAKE_RANGE',
      'Another tab of that spreadsheet, or part of one, whose rows below the header become messages, each once.',
      text,
      'Entrada!A:C',
    ),
    GOOGLE_SHEETS_COLUMNS: variable(
      'GOOGLE_SHEETS_COLUMNS',
      'The columns, where their headers say too little: field=header, by commas; key is the SparkOne ID, nothing after = leaves it out.',
      pairs([...COPY_FIELDS, 'time', 'key']),
      'title=Tarefa,due=Prazo,time=Hora,key=SparkOne ID',
    ),
    GOOGLE_SHEETS_STATUS_OPTIONS: variable(
      'GOOGLE_SHEETS_STATUS_OPTIONS',
      'What each status is called there, where it is not one of the usual names.',
      statuses,
      STATUSES_EXAMPLE,
    ),
    GOOGLE_SHEETS_PRIORITY_OPTIONS: variable(
      'GOOGLE_SHEETS_PRIORITY_OPTIONS',
      'The same of the priorities.',
      priorities,
      PRIORITIES_EXAMPLE,
    ),
    GOOGLE_API_ROOT_URL: variable(
      'GOOGLE_API_ROOT_URL',
      'A proxy or a test server in place of the API of Sheets.',
      http,
      'https://sheets.googleapis.com',
    ),
    GOOGLE_TOKEN_URL: variable(
      'GOOGLE_TOKEN_URL',
      'The same in place of the one that gives tokens.',
      http,
      'https://oauth2.googleapis.com/token',
    ),
  },
} as const
