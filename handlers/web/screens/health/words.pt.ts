import type { JobName } from '../../../../core/kernel/jobs.ts'
import { pt as checks } from './checks.pt.ts'
import { pt as whatsapp } from './whatsapp.pt.ts'

const jobs = (count: string): string => (count === '1' ? '1 trabalho' : `${count} trabalhos`)

export const pt = {
  checks,
  whatsapp,
  title: 'Saúde',
  intro: 'Se tudo o que o SparkOne usa responde, e o que fazer quando não.',
  tabsLabel: 'Partes da saúde',
  tabs: { now: 'Agora', jobs: 'Trabalhos', charts: 'Gráficos' },
  allWell: 'Tudo o que o SparkOne usa está funcionando.',
  unwell: (count: number) => (count === 1 ? 'Há 1 coisa a resolver.' : `Há ${count} coisas a resolver.`),

  base: 'Base',
  integrations: 'Integrações',
  integrationsIntro: 'O que está ligado, e um teste de cada.',

  backups: 'Backups',
  backup: {
    unknown: 'Daqui não se sabe de nenhum backup',
    unknownText:
      'Eles podem ser feitos onde este processo não vê, como no host de um contêiner. Para fazer um agora: sparkone backup (banco embutido) ou ops/backup.sh (PostgreSQL).',
    made: 'Último backup',
    verified: 'Última restauração conferida',
    lastVerification: 'Última conferência',
    none: 'nenhum conhecido',
    size: (size: string) => `, ${size}`,
    took: (time: string) => `, em ${time}`,
    proven: 'deu certo',
    broken: (code: number) => `falhou (código ${code})`,
    well: 'Em dia e conferido',
    old: 'Nenhum backup nas últimas 26 horas',
    oldText: 'Rode sparkone backup (banco embutido) ou ops/backup.sh (PostgreSQL), e agende um por dia.',
    unverified: 'Nenhum backup conferido nas últimas 26 horas',
    unverifiedText: 'Rode ops/verify_backup.sh: um backup só vale depois de restaurado uma vez.',
  },

  about: 'Esta instalação',
  version: 'Versão',
  commit: 'Commit',
  environment: 'Ambiente',
  startedAt: 'Este processo começou em',
  upFor: (time: string) => `, há ${time}`,
  unknown: 'não se sabe',

  jobsIntro: 'O que o SparkOne faz em segundo plano. O que falha é repetido; o que falha até o fim para aqui.',
  queues: 'Filas',
  queuesTable: 'Tabela das filas',
  noQueues: 'Este processo não vê a fila de trabalhos.',
  queue: { name: 'Trabalho', queued: 'À espera', active: 'Agora', dead: 'Parados', oldest: 'Espera há' },
  noWait: '-',
  idle: (count: number, isRest: boolean) =>
    isRest ? `As outras ${count} filas estão vazias.` : 'Nada à espera: todas as filas estão vazias.',
  isLate: 'Há trabalho esperando há mais de 5 minutos: confira se um worker está rodando.',
  dead: 'Parados depois de falhar',
  noDead: 'Nada parado',
  noDeadText: 'O que falhar em todas as tentativas aparece aqui, para recomeçar quando a causa estiver resolvida.',
  diedAt: (when: string) => `Parou em ${when}.`,
  createdAt: (when: string) => `Pedido em ${when}.`,
  noError: 'O worker morreu, ou não terminou a tempo.',
  error: (name: string) => `Último erro: ${name}.`,
  subject: {
    notificationId: 'Ver a entrega',
    messageId: 'Ver a mensagem',
    taskId: 'Ver a tarefa',
    mirror: 'Ver o espelho',
  },
  redrive: 'Recomeçar',
  redriveThis: (name: string, when: string) => `Recomeçar: ${name}, parado em ${when}`,
  redriveAll: 'Recomeçar todos…',
  redriveAllWhat: 'Cada um ganha de novo todas as tentativas. Resolva a causa antes, ou param de novo.',
  redriveAllNow: 'Recomeçar todos agora',
  redriveNamed: (name: string) => `Recomeçar todos: ${name}`,
  redriven: (count: number, text: string) =>
    count === 0 ? 'Não havia nada a recomeçar.' : count === 1 ? '1 trabalho recomeça.' : `${jobs(text)} recomeçam.`,
  job: {
    'capture.interpret': 'Ler mensagem recebida',
    'notify.whatsapp': 'Enviar pelo WhatsApp',
    'notify.email': 'Enviar por e-mail',
    'notify.wake': 'Conferir prazo de entrega',
    'tasks.remind': 'Lembrar de tarefa',
    'briefs.tick': 'Resumos do dia',
    'sync.run': 'Sincronizar espelho',
    'sync.tell': 'Avisar de conflito',
    'sync.tick': 'Agenda dos espelhos',
    'sheets.intake': 'Linhas que viram mensagens',
    'storage.purge': 'Limpeza do que venceu',
  } satisfies Record<JobName, string>,

  chartsIntro: 'Entregas de cada canal, por dia.',
  days: (count: number) => `${count} dias`,
  daysLabel: 'Período',
  noSends: 'Nada saiu por este canal no período',
  noSendsText: 'Quando houver envios, aparecem aqui em gráficos.',
  chart: {
    outcomes: 'Envios por dia e o que deu',
    outcomesText: (from: string, to: string, channel: string) =>
      `Barras de ${from} a ${to}: envios de ${channel} confirmados, que seguiram para outro canal e que falharam.`,
    confirmed: 'confirmados',
    passedOn: 'seguiram para outro canal',
    failed: 'falharam',
    receipts: 'Tempo até a confirmação',
    receiptsText: (from: string, to: string, channel: string) =>
      `Linhas de ${from} a ${to}: quanto ${channel} levou para confirmar metade dos envios, e 95 de cada 100.`,
    lateness: 'Atraso até o primeiro envio',
    latenessText: (from: string, to: string, channel: string) =>
      `Linhas de ${from} a ${to}: quanto metade dos avisos por ${channel} esperou até sair, e 95 de cada 100. Conta o silêncio, as pausas e os limites.`,
    unmeasured: (title: string) => `${title}: nada a medir no período.`,
    p50: 'metade',
    p95: '95 de cada 100',
    table: 'Ver como tabela',
    point: 'Dia',
    none: '-',
  },

  test: {
    sent: 'Teste a caminho. Acompanhe aqui até chegar.',
    noAddress: (channel: string) => `Você não tem endereço em ${channel}. Acrescente um em Pessoas e tente de novo.`,
    subject: 'Teste do SparkOne',
    body: 'Teste do SparkOne: esta mensagem confirma que este canal funciona. Não é preciso responder.',
    well: (name: string, found: string) => `${name}: ${found}.`,
    unwell: (name: string, found: string, advice: string) => `${name}: ${found}. ${advice}`,
  },
}
