import type { CopyField, MirrorName, MirrorTrouble } from './ports.ts'
import { byOption, listed, sayValue } from './say-value.ts'
import type { SyncWords } from './words.ts'

const MIRRORS = { notion: 'Notion', sheets: 'Google Sheets' } as const

/** What holds the tasks there, and what holds one field of each; both of these are feminine. */
const PLACES = { notion: 'o banco de dados', sheets: 'a planilha' } as const
const HOLDERS = { notion: 'propriedade', sheets: 'coluna' } as const

const FIELDS: Readonly<Record<CopyField | 'deleted', string>> = {
  title: 'Título',
  description: 'Descrição',
  status: 'Status',
  priority: 'Prioridade',
  due: 'Prazo',
  labels: 'Etiquetas',
  assignee: 'Responsável',
  deleted: 'Apagada',
}

const NAMES = {
  pending: 'pendente',
  in_progress: 'em andamento',
  completed: 'concluída',
  cancelled: 'cancelada',
  low: 'baixa',
  medium: 'média',
  high: 'alta',
  urgent: 'urgente',
}

const say = (value: unknown, zone: string): string =>
  sayValue(value, { locale: 'pt-BR', zone, nothing: 'vazio', names: NAMES })

const TROUBLES: Readonly<
  Record<MirrorTrouble['code'], (mirror: MirrorName, params: MirrorTrouble['params']) => string>
> = {
  credentials_refused: (at) => `O ${MIRRORS[at]} recusou a credencial. Gere outra, configure-a e reinicie o SparkOne.`,
  not_shared: (at, { email }) =>
    email === undefined
      ? `O ${MIRRORS[at]} não deixa o SparkOne ver as tarefas. Compartilhe ${PLACES[at]} com a conexão do SparkOne.`
      : `O ${MIRRORS[at]} não deixa o SparkOne ver as tarefas. Compartilhe ${PLACES[at]}, como editor, com ${email}.`,
  not_found: (at) =>
    `Não encontrei no ${MIRRORS[at]} o que foi configurado. Confira o id e compartilhe ${PLACES[at]} com o SparkOne.`,
  choose_source: (at, { names }) =>
    `Há mais de uma fonte de dados no ${MIRRORS[at]}. Configure o id da que deve ser usada${names === undefined ? '' : `: ${names}`}.`,
  missing_key: (at, { name: field = 'SparkOne ID' }) =>
    `Falta “${field}” no ${MIRRORS[at]}: crie uma ${HOLDERS[at]} de texto com esse nome. Sem ela, as tarefas poderiam aparecer em dobro.`,
  missing_field: (at, { name: field = '' }) =>
    `Falta “${field}” no ${MIRRORS[at]}: crie uma ${HOLDERS[at]} com esse nome ou configure outra.`,
  wrong_type: (at, { name: field = '' }) =>
    `“${field}” no ${MIRRORS[at]} é de um tipo que não serve. Mude o tipo ou configure outra ${HOLDERS[at]}.`,
  missing_option: (at, { name: field = '', option = '' }) =>
    `Falta a opção “${option}” em “${field}” no ${MIRRORS[at]}: crie-a.`,
  formula: (at, { name: field = '' }) =>
    `“${field}” no ${MIRRORS[at]} tem uma fórmula, e o SparkOne não escreve por cima de fórmulas. Use outra ${HOLDERS[at]}.`,
  duplicate_header: (at, { name: field = '' }) =>
    `Há mais de uma ${HOLDERS[at]} “${field}” no ${MIRRORS[at]}. Deixe só uma.`,
}

const troubleOf: SyncWords['trouble'] = (mirror, trouble) =>
  trouble === null
    ? `O ${MIRRORS[mirror]} recusa os pedidos do SparkOne. Confira a credencial e o compartilhamento.`
    : TROUBLES[trouble.code](mirror, trouble.params)

export const wordsInPortuguese: SyncWords = {
  mirrors: MIRRORS,
  trouble: troubleOf,
  stopped: (mirror, trouble) => ({
    subject: `O espelho no ${MIRRORS[mirror]} parou`,
    body: `O espelho no ${MIRRORS[mirror]} parou.\n${troubleOf(mirror, trouble)}\n\nAs tarefas continuam aqui e nada se perde: resolvido isso, ele segue sozinho em alguns minutos.`,
  }),
  paused: (reason) =>
    reason === 'operator'
      ? 'Em pausa a pedido. Nada é lido nem escrito até ser retomado.'
      : 'Em pausa depois de uma restauração. Confira as tarefas e retome.',
  failing: (mirror, failure) =>
    failure === 'throttled'
      ? `O ${MIRRORS[mirror]} pediu para esperar. O SparkOne continua sozinho.`
      : failure === 'unavailable'
        ? `O ${MIRRORS[mirror]} não responde. O SparkOne tenta de novo sozinho; nada se perde.`
        : `O ${MIRRORS[mirror]} não aceitou um pedido do SparkOne. Veja os logs.`,
  problem: (mirror, { field, code, value }) => {
    const where = `${FIELDS[field]} no ${MIRRORS[mirror]}`
    const shown = value === null ? '' : ` (${say(value, 'UTC')})`
    switch (code) {
      case 'missing_option':
        return `${where}: falta ${value === null ? 'uma opção' : `a opção ${say(value, 'UTC')}`}. Crie-a lá.`
      case 'unreadable':
        return `${where}: não entendi o valor${shown}. Corrija lá ou mude a tarefa aqui.`
      case 'too_long':
        return `${where}: texto longo demais; não foi copiado.`
      case 'unknown_person':
        return `${where}: não achei a mesma pessoa${shown} aqui e lá. Use dos dois lados o mesmo nome ou e-mail.`
      case 'empty':
        return `${where}: em branco lá; a tarefa ficou com o que tinha.`
    }
  },
  leftOut: (mirror, labels) => {
    const where = `${FIELDS.labels} no ${MIRRORS[mirror]}`
    const { lacking, impossible } = byOption(labels)
    const [one] = lacking
    return [
      lacking.length === 1 && `${where}: falta a opção ${one}. Crie-a lá ou tire a etiqueta aqui.`,
      lacking.length > 1 && `${where}: faltam as opções ${lacking.join(', ')}. Crie-as lá ou tire as etiquetas aqui.`,
      impossible.length > 0 && `${where}: opções não levam vírgula. Mude aqui ${impossible.join(', ')}.`,
    ]
      .filter((line) => line !== false)
      .join(' ')
  },
  removedCopy: (mirror, taskId) =>
    `Alguém apagou a cópia no ${MIRRORS[mirror]}. A tarefa continua aqui.${taskId === null ? '' : ` Para criar a cópia de novo, sincronize a tarefa ${taskId}.`}`,
  removed: (mirror, tasks) => {
    const one = tasks.length === 1
    const name = MIRRORS[mirror]
    const subject = one ? `Uma tarefa foi apagada no ${name}` : `${tasks.length} tarefas foram apagadas no ${name}`
    const lines = tasks.map(({ id, title }) => `• ${id} · ${title}`)
    const advice = one
      ? `Ela continua aqui. Se foi engano, restaure-a lá; se não precisa mais dela, responda "cancelar ${tasks[0]?.id ?? ''}".`
      : 'Elas continuam aqui. Se foi engano, restaure-as lá; se não precisa mais de uma, responda "cancelar" e o número dela.'
    return { subject, body: `${subject}:\n${listed(lines, (count) => `… e mais ${count}`)}\n\n${advice}` }
  },
  conflicts: (told, zone) => {
    const [first] = told
    const name = first === undefined ? '' : MIRRORS[first.conflict.mirror]
    const subject = told.length === 1 ? `Mudou aqui e no ${name}` : `${told.length} mudanças aqui e no ${name}`
    const lines = told.map(({ conflict, task }) => {
      const head = `• ${task.id} · ${task.title}\n  ${FIELDS[conflict.field]}`
      if (conflict.field === 'deleted') {
        return `${head} aqui; no ${name} tinham mudado para ${say(conflict.theirs, zone)}. Ficou apagada.`
      }
      const [kept, lost] =
        conflict.winner === 'ours' ? [conflict.ours, conflict.theirs] : [conflict.theirs, conflict.ours]
      return `${head}: ficou ${say(kept, zone)}; o outro valor era ${say(lost, zone)}.`
    })
    const advice =
      told.length === 1
        ? first?.conflict.field === 'deleted'
          ? 'Para trazer a tarefa de volta assim, responda "trocar".'
          : 'Para ficar com o outro, responda "trocar".'
        : 'Para ficar com os outros, responda "trocar"; só de uma tarefa, "trocar" e o número dela.'
    return { subject, body: `${subject}:\n${listed(lines, (count) => `… e mais ${count}`)}\n\n${advice}` }
  },
}
