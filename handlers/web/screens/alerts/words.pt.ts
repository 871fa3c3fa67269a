import type { AlertGroupView } from '../../../../core/alerts/index.ts'

export const pt = {
  title: 'Alertas',
  intro: 'O que os seus servidores avisaram, desde quando e quem ficou sabendo.',
  tabsLabel: 'Situação',
  tabs: { all: 'Todos', firing: 'Disparados', resolved: 'Resolvidos' },
  state: { firing: 'Disparado', silent: 'Sem notícias', resolved: 'Resolvido' } satisfies Record<
    AlertGroupView['state'],
    string
  >,
  silentWhat: 'O Alertmanager não fala deste alerta há mais de um dia e meio: acabou, ou deixou de ser vigiado.',
  severity: { critical: 'crítico', error: 'erro', warning: 'atenção', info: 'aviso' } as Readonly<
    Record<string, string>
  >,
  since: (when: string) => `desde ${when}`,
  sinceUntil: (since: string, until: string) => `de ${since} até ${until}`,
  howMany: (count: number) => (count === 1 ? '1 alerta' : `${count} alertas`),
  told: 'Quem foi avisado',
  inboxOnly: 'Só na caixa de entrada do SparkOne',
  toldNobody: 'Ninguém foi avisado por aqui.',
  toldTo: (name: string, status: string) => `${name}: ${status}`,
  somebody: 'alguém que já saiu',
  open: (name: string) => `Abrir: ${name}`,
  empty: { all: 'Nenhum alerta chegou ainda', firing: 'Nada disparado', resolved: 'Nada resolvido ainda' },
  emptyHint: {
    all: 'Aponte o webhook do Alertmanager para /alerts/alertmanager, e o que ele avisar aparece aqui.',
    firing: 'Tudo em paz por aqui.',
    resolved: 'O que voltar ao normal aparece aqui.',
  },
  emptyFurther: 'Não há mais nada',

  alerts: 'Alertas do grupo',
  more: (count: number) => (count === 1 ? 'Mais 1 alerta não é mostrado.' : `Mais ${count} alertas não são mostrados.`),
  details: 'Detalhes',
  began: 'Desde',
  ended: 'Até',
  back: 'Todos os alertas',
  heard: 'Última notícia',
  labels: 'Etiquetas',
  nameless: 'alerta sem nome',
}
