import type { CopyField, MirrorTrouble } from './ports.ts'
import { listed, sayValue } from './say-value.ts'
import type { SyncWords } from './words.ts'

const MIRRORS = { notion: 'Notion', sheets: 'Google Sheets' } as const

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

const TROUBLES: Readonly<Record<MirrorTrouble['code'], (name: string, params: MirrorTrouble['params']) => string>> = {
  credentials_refused: (name) => `O ${name} recusou a credencial. Gere outra, configure-a e reinicie o SparkOne.`,
  not_shared: (name, { email }) =>
    email === undefined
      ? `O ${name} não deixa o SparkOne ver as tarefas. Compartilhe-as com a conexão dele.`
      : `O ${name} não deixa o SparkOne ver as tarefas. Compartilhe-as, como editor, com ${email}.`,
  not_found: (name) => `O ${name} não tem o que foi configurado, ou não foi compartilhado. Confira o id.`,
  choose_source: (name) => `Há mais de uma fonte de dados no ${name}. Configure o id da que deve ser usada.`,
  missing_key: (name, { name: field = 'SparkOne ID' }) =>
    `Falta “${field}” no ${name}: crie com esse nome, de texto. Sem ele as tarefas poderiam se duplicar.`,
  missing_field: (name, { name: field = '' }) => `Falta “${field}” no ${name}: crie com esse nome, ou configure outro.`,
  wrong_type: (name, { name: field = '' }) =>
    `“${field}” no ${name} é de um tipo que não serve. Mude o tipo ou configure outro.`,
  missing_option: (name, { name: field = '', option = '' }) =>
    `Falta a opção “${option}” em “${field}” no ${name}: acrescente-a.`,
  formula: (name, { name: field = '' }) =>
    `“${field}” no ${name} tem uma fórmula, e o SparkOne não escreve sobre fórmulas. Use outra coluna.`,
  duplicate_header: (name, { name: field = '' }) => `Há mais de um “${field}” no ${name}. Deixe só um.`,
}

export const wordsInPortuguese: SyncWords = {
  mirrors: MIRRORS,
  trouble: (mirror, trouble) =>
    trouble === null
      ? `O ${MIRRORS[mirror]} recusa o que o SparkOne pede. Confira a credencial e o que foi compartilhado.`
      : TROUBLES[trouble.code](MIRRORS[mirror], trouble.params),
  paused: (reason) =>
    reason === 'operator'
      ? 'Em pausa a pedido. Nada é lido nem escrito até ser retomado.'
      : 'Em pausa depois de uma restauração. Confira as tarefas e retome.',
  failing: (mirror, failure) =>
    failure === 'throttled'
      ? `O ${MIRRORS[mirror]} pede que se espere. O SparkOne continua sozinho.`
      : failure === 'unavailable'
        ? `O ${MIRRORS[mirror]} não responde. O SparkOne tenta de novo sozinho; nada se perde.`
        : `O ${MIRRORS[mirror]} não aceitou um pedido do SparkOne. Veja os logs.`,
  problem: (mirror, { field, code, value }) => {
    const where = `${FIELDS[field]} no ${MIRRORS[mirror]}`
    const shown = value === null ? '' : ` (${say(value, 'UTC')})`
    switch (code) {
      case 'missing_option':
        return `${where}: falta a opção${shown}. Acrescente-a lá.`
      case 'unreadable':
        return `${where}: não entendi o valor${shown}. Corrija lá, ou mude a tarefa aqui.`
      case 'too_long':
        return `${where}: é longo demais e não foi copiado.`
      case 'unknown_person':
        return `${where}: não conheço essa pessoa${shown}. Use um nome ou e-mail cadastrado.`
      case 'empty':
        return `${where}: está vazio, e a tarefa ficou com o que tinha.`
    }
  },
  removedCopy: (mirror, taskId) =>
    `Apagada no ${MIRRORS[mirror]} por alguém. A tarefa continua aqui.${taskId === null ? '' : ` Para criá-la lá de novo, sincronize a tarefa ${taskId}.`}`,
  removed: (mirror, tasks) => {
    const one = tasks.length === 1
    const name = MIRRORS[mirror]
    const subject = one ? `Uma tarefa foi apagada no ${name}` : `${tasks.length} tarefas foram apagadas no ${name}`
    const lines = tasks.map(({ id, title }) => `• ${id} · ${title}`)
    const advice = one
      ? `Ela continua aqui. Para apagá-la de vez, responda “cancelar ${tasks[0]?.id ?? ''}”.`
      : 'Elas continuam aqui. Para apagar uma de vez, responda “cancelar” e o número dela.'
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
        ? 'Para ficar com o outro, responda “trocar”.'
        : 'Para ficar com os outros, responda “trocar”; só de uma tarefa, “trocar” e o número dela.'
    return { subject, body: `${subject}:\n${listed(lines, (count) => `… e mais ${count}`)}\n\n${advice}` }
  },
}
