import type { Environment } from './e2e-process.ts'
import { type NotionServer, startNotionServer } from './notion-server.ts'
import { type SheetsServer, startSheetsServer } from './sheets-server.ts'

/** Notion and Google Sheets as they are on the wire, and the environment that leads there. */
export interface OutsideMirrors {
  readonly notion: NotionServer
  readonly sheets: SheetsServer
  readonly env: { readonly notion: Environment; readonly sheets: Environment }
  close(): Promise<void>
}

export const TAB = 'Tarefas'
const HEADERS = ['Tarefa', 'Descrição', 'Situação', 'Prioridade', 'Prazo', 'Hora', 'Etiquetas', 'Responsável']

export const openOutsideMirrors = async (): Promise<OutsideMirrors> => {
  const [notion, sheets] = await Promise.all([startNotionServer(), startSheetsServer()])
  sheets.addTab(TAB, [...HEADERS, 'SparkOne ID'])
  const { clientEmail, privateKey } = sheets.account
  return {
    notion,
    sheets,
    env: {
      notion: {
        NOTION_API_KEY: notion.apiKey,
        NOTION_DATABASE_ID: notion.database.id,
        NOTION_BASE_URL: notion.url,
        // A run of tests is in more of a hurry than Notion allows.
        NOTION_REQUESTS_PER_10_SECONDS: '1000',
      },
      sheets: {
        GOOGLE_SHEETS_CREDENTIALS: JSON.stringify({ client_email: clientEmail, private_key: privateKey }),
        GOOGLE_SHEETS_SPREADSHEET_ID: sheets.spreadsheetId,
        GOOGLE_API_ROOT_URL: sheets.url,
        GOOGLE_TOKEN_URL: sheets.tokenUrl,
      },
    },
    close: async () => {
      await Promise.all([notion.stop(), sheets.stop()])
    },
  }
}
