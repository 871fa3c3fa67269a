import { createSheetsMirror, type SheetsSettings } from '../../../adapters/sheets/index.ts'
import type { TaskMirror } from '../../../core/sync/ports.ts'
import { type SheetsServer, type SheetsServerOptions, startSheetsServer } from '../../support/sheets-server.ts'

export const TAB = 'Tarefas'
export const HEADERS = [
  'Tarefa',
  'Descrição',
  'Situação',
  'Prioridade',
  'Prazo',
  'Etiquetas',
  'Responsável',
  'SparkOne ID',
]

export interface OpenSheet {
  readonly server: SheetsServer
  readonly mirror: TaskMirror
  /** Another process on the same sheet: it knows nothing of what the first one read. */
  again(settings?: Partial<SheetsSettings>): TaskMirror
  received(): { reads: number; writes: number }
  close(): Promise<void>
}

export interface OpenSheetOptions extends SheetsServerOptions {
  readonly headers?: readonly string[]
  readonly settings?: Partial<SheetsSettings>
  readonly size?: { rows?: number; columns?: number }
}

/** A sheet with headers and no rows, on a server of its own. */
export const openSheet = async (options: OpenSheetOptions = {}): Promise<OpenSheet> => {
  const server = await startSheetsServer(options)
  server.addTab(TAB, options.headers ?? HEADERS, options.size ?? { rows: 50, columns: 12 })
  const again = (settings: Partial<SheetsSettings> = {}): TaskMirror =>
    createSheetsMirror({
      account: server.account,
      spreadsheetId: server.spreadsheetId,
      apiRootUrl: server.url,
      tokenUrl: server.tokenUrl,
      timeoutMs: 700,
      ...options.settings,
      ...settings,
    })
  const count = (wanted: 'read' | 'write'): number => server.requests.filter(({ kind }) => kind === wanted).length
  return {
    server,
    mirror: again(),
    again,
    received: () => ({ reads: count('read'), writes: count('write') }),
    close: server.stop,
  }
}
