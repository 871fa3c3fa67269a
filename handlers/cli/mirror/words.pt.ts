import type { MirrorName, MirrorStatus } from '../../../core/sync/index.ts'

const span = (seconds: number): string => {
  if (seconds < 90) return `${Math.ceil(seconds)} s`
  if (seconds < 5400) return `${Math.ceil(seconds / 60)} min`
  return `${(seconds / 3600).toFixed(1).replace('.', ',')} h`
}

export const pt = {
  name: { notion: 'Notion', sheets: 'Google Sheets' } satisfies Record<MirrorName, string>,
  none: 'Nenhum espelho está configurado: defina NOTION_* ou GOOGLE_SHEETS_* (veja .env.example).',
  which: (names: readonly string[]) => `Qual espelho? ${names.join(' ou ')}.`,
  columns: ['ESPELHO', 'ESTADO', 'COPIADAS', 'À ESPERA', 'COM PROBLEMA', 'APAGADAS LÁ', 'ATRASO', 'LIDO EM'],
  state: { ok: 'em dia', failing: 'falhando', paused: 'parado' } satisfies Record<MirrorStatus['state'], string>,
  never: 'nunca',
  span,
  backfill: (name: string, after: number) =>
    `${name}: copiando tudo o que há${after === 0 ? '' : `; já passou da tarefa ${after}`}.`,
  sweeping: (name: string) => `${name}: comparando tudo o que há.`,
  onceMended: (mirror: MirrorName) =>
    `  Depois de corrigir: sparkone mirror resume ${mirror} confere na hora; sem isso, o SparkOne confere a cada 5 minutos.`,
  troubled: (name: string, count: number) =>
    `${name}: ${count === 1 ? 'uma tarefa tem' : `${count} tarefas têm`} algo que não passou. GET /tasks/{id}?include=mirrors diz o quê.`,
  about: (name: string, what: string) => `${name}: ${what}`,
  plan: (name: string, { tasks, requests, seconds }: { tasks: number; requests: number; seconds: number }) =>
    requests === 0
      ? `${name}: nada à espera de cópia.`
      : `${name}: ${tasks === 1 ? 'uma tarefa' : `${tasks} tarefas`}, no máximo ${requests === 1 ? 'uma chamada' : `${requests} chamadas`}, cerca de ${span(seconds)}.`,
  begins: 'Começa em instantes; acompanhe com sparkone mirror status.',
  beginsOnceResumed: (mirror: MirrorName) => `Está parado: começa depois de sparkone mirror resume ${mirror}.`,
  modeIs: '--mode é push, pull ou both.',
  taskIs: '--task recebe o número de uma tarefa.',
  paused: (name: string, mirror: MirrorName) =>
    `${name}: parado. Nada é lido nem escrito lá até sparkone mirror resume ${mirror}.`,
  resumed: (name: string) => `${name}: retomado; acompanhe com sparkone mirror status.`,
  made: (name: string, url: string | null) => `${name}: pronto${url === null ? '' : `, em ${url}`}. Agora defina:`,
  thenRestart: (mirror: MirrorName) =>
    `E reinicie o SparkOne. Todas as tarefas serão copiadas; sparkone mirror plan ${mirror} diz em quanto tempo.`,
  pageNeeded:
    'Diga a página do Notion sob a qual criar o banco de dados: --page ENDEREÇO. Compartilhe-a com a conexão.',
  pageIsOfNotion: '--page é do Notion; na planilha é criada uma aba.',
  credentialNeeded: {
    notion: 'Defina antes NOTION_API_KEY, o token da conexão.',
    sheets:
      'Defina antes GOOGLE_SHEETS_CREDENTIALS e GOOGLE_SHEETS_SPREADSHEET_ID, de uma planilha compartilhada com a conta de serviço.',
  } satisfies Record<MirrorName, string>,
  notNow: (name: string) => `${name} não respondeu como devia. Veja se algo foi criado lá antes de repetir o comando.`,
  badPage: '--page não é o endereço nem o id de uma página do Notion.',
  noPage:
    'O Notion não mostra essa página ao SparkOne. Confira o endereço e compartilhe a página com a conexão do SparkOne.',
  tabExists: (name: string) => `Já existe uma aba "${name}", que fica como está. Use --title para outro nome.`,
  onlyNotion: 'Só o Notion tem webhook: sparkone mirror pair notion.',
  steps: (url: string) =>
    [
      'No Notion: a página da sua conexão > Webhooks > Create a subscription.',
      `Endereço: ${url}`,
      'Eventos: página criada, propriedades alteradas, apagada e recuperada.',
    ].join('\n'),
  noUrl:
    'Defina antes PUBLIC_URL, o endereço em que a internet alcança o SparkOne (https://…), reinicie-o e repita o comando.',
  waiting: (minutes: number) => `À espera do primeiro pedido do Notion, por ${minutes} min…`,
  token: (token: string) =>
    `Chegou. Cole este código no Notion, em Verify subscription; ele não será mostrado de novo:\n${token}`,
  nobodyCame: 'Nada chegou a tempo. O endereço é alcançado pela internet? Repita o comando para tentar de novo.',
}
