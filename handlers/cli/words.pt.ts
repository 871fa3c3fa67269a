import type { DomainErrorCode } from '../../core/index.ts'
import type { ChannelName } from '../../core/people/index.ts'
import type { GatewayRefusal } from './pairing.ts'

const seconds = (value: number): string => `${value.toFixed(1).replace('.', ',')} s`

export const pt = {
  usage: 'Uso',
  noSuchCommand: 'Esse comando não existe. Veja: sparkone help',
  takesNothing: 'Este comando não recebe nada.',

  backupDone: (file: string, rows: number, tables: number) =>
    `Cópia feita: ${file} (${rows} linhas de ${tables} tabelas).\nPara restaurar: sparkone restore '${file}'`,
  oneFile: 'Diga um arquivo só.',

  exportWhat: 'Diga o quê: people, tasks ou all.',
  formatByName: 'O nome do arquivo diz o formato: termina em .json ou .csv (ou use --format).',
  csvIsOneTable: 'CSV é uma tabela só: exporte people e tasks em dois arquivos, ou tudo em JSON.',
  exported: (file: string, rows: number) => `${file}: ${rows === 1 ? 'uma linha' : `${rows} linhas`}.`,
  fileNotWritten: 'O arquivo não pôde ser gravado.',
  fileNotRead: 'O arquivo não existe ou não pode ser lido.',
  notUtf8: 'O arquivo não está em UTF-8: na planilha, escolha "CSV UTF-8".',
  notAnExport: 'Isso não é um export do SparkOne: falta "sparkone_export": 1, ou o JSON não se lê.',
  noKnownColumns: (people: string, tasks: string) =>
    `A primeira linha não diz o que é. Pessoas têm name (${people}); tarefas têm title (${tasks}).`,
  unknownColumn: (name: string, all: string) => `A coluna "${name}" não existe. Existem: ${all}.`,
  line: (number: number) => `linha ${number}`,
  brokenLine: 'as aspas ou o número de colunas não batem',
  importRefused: (problems: readonly string[]) => ['Nada foi gravado:', ...problems.map((it) => `  ${it}`)].join('\n'),
  imported: ({ people, tasks, known }: { people: number; tasks: number; known: number }) =>
    `Pessoas novas: ${people}. Tarefas novas: ${tasks}. Já estavam: ${known}.`,
  writing: (percent: number) => `Gravando: ${percent}%`,
  unknownOption: (option: string) => `A opção ${option} não existe.`,
  wrongValue: (option: string) => `A opção ${option} não pode ser usada assim.`,
  interrupted: 'Interrompido. O que foi feito fica; repita o comando quando quiser.',

  keyNeedsName: 'Dê um nome à chave.',
  noSuchScope: (name: string, all: string) => `"${name}" não é um escopo. Existem: ${all}.`,
  expiresIsDate: '--expires recebe uma data como 2027-01-31.',
  whichKey: 'Qual chave? `keys list` mostra os ids.',
  revoked: 'Revogada.',
  keyColumns: ['ID', 'NOME', 'ESCOPOS', 'EXPIRA', 'ÚLTIMO USO'],
  allScopes: 'todos',
  never: 'nunca',

  jobColumns: ['FILA', 'ESPERAM', 'RODAM', 'O MAIS ANTIGO', 'FALHARAM DE VEZ'],
  whichQueue: (all: string) => `Uma fila só, ou nenhuma para todas. Existem: ${all}.`,
  redriven: (count: number) =>
    count === 0 ? 'Nada falhou de vez.' : `De volta à fila: ${count}. O worker tenta de novo.`,

  whichPerson: 'Essa pessoa não existe, ou mais de uma tem esse nome: people list mostra os ids.',
  signInLink: (name: string, url: string, until: string) =>
    `Para ${name} entrar no console, uma vez só, até ${until}:\n${url}`,

  personNeedsName: 'Dê um nome à pessoa.',
  localeIs: '--locale é pt-BR ou en.',
  peopleColumns: ['ID', 'NOME', 'PAPEL', 'FUSO', 'ALCANÇADA POR'],
  role: { operator: 'operador', member: 'membro' },
  inboxOnly: 'só a caixa de entrada do SparkOne',
  senderColumns: ['ID', 'NOME', 'ENDEREÇO', 'MENSAGENS', 'VISTO EM'],
  whichSender: 'Qual remetente? `people senders` mostra os ids.',
  nameOrPerson: 'Ou --name ou --person.',
  sayWho: 'Diga quem é: --name ou --person.',

  sayWhat: 'Diga o que quer, como escreveria no WhatsApp: sparkone say "ligar pro João amanhã".',
  readHere: 'Nenhum worker pegou a mensagem: lida por este comando.',
  notAnswered: 'A mensagem está guardada, mas ainda não foi lida: algo falhou, e o worker tenta de novo.',

  channel: { whatsapp: 'WhatsApp', email: 'E-mail' } satisfies Record<ChannelName, string>,
  timeoutIs: (most: number) => `--timeout recebe segundos, de 10 a ${most}.`,
  testSubject: 'Teste do SparkOne',
  testBody: 'Teste do SparkOne: esta mensagem confirma que este canal funciona. Não é preciso responder.',
  testing: (name: string) => `Enviando um teste a ${name} por cada canal.`,
  noChannel: (name: string) =>
    `Nenhum canal configurado leva a ${name}: configure WhatsApp (EVOLUTION_*) ou e-mail (SMTP_*), e dê à pessoa um endereço.`,
  sentFromHere: 'nenhum worker pegou a mensagem: enviada por este comando',
  attempt: (number: number, state: string, after: number) => `tentativa ${number}: ${state} (${seconds(after)})`,
  receipt: (kind: string, after: number) => `recibo: ${kind} (${seconds(after)})`,
  deliveryState: {
    sending: 'enviando',
    accepted: 'aceita, à espera do recibo',
    delivered: 'entregue',
    failed: 'falhou',
    retrying: 'falhou, vai tentar de novo',
    ambiguous: 'sem resposta, perguntando ao gateway',
    skipped: 'não enviada',
    cancelled: 'cancelada',
  },
  receiptKind: {
    accepted: 'aceita pelo gateway',
    server: 'no servidor do WhatsApp',
    delivered: 'no aparelho',
    read: 'lida',
    failed: 'recusada',
  },
  arrived: (channel: string, after: number) => `${channel}: chegou em ${seconds(after)}`,
  didNotArrive: (channel: string, why: string) => `${channel}: não chegou. ${why}`,
  why: {
    no_receipt:
      'Foi enviada, mas nenhum recibo do aparelho voltou: o telefone está ligado? O webhook chega até aqui? (sparkone doctor)',
    expired: 'O tempo acabou antes que o canal aceitasse.',
    cancelled: 'Foi cancelada.',
    not_configured: 'O canal não está configurado.',
    no_address: 'A pessoa não tem endereço neste canal.',
    logged_out: 'O WhatsApp está desconectado: rode sparkone whatsapp connect.',
    instance_missing: 'A instância não existe no gateway: rode sparkone whatsapp connect.',
    connecting: 'O WhatsApp ainda está conectando: espere um minuto e repita.',
    licence: 'O gateway pede ativação de licença: use a versão 2.3.7 ou ative-a no Manager.',
    unauthorized: 'A chave foi recusada: confira EVOLUTION_API_KEY ou SMTP_USERNAME e SMTP_PASSWORD.',
    unreachable: 'O servidor não responde: confira o endereço e se ele está no ar.',
    not_on_whatsapp: 'Esse número não está no WhatsApp.',
    paused: 'Os envios estão pausados: retome com POST /notifications/resume ou escreva "retomar".',
  } as Readonly<Record<string, string>>,
  otherReason: (reason: string) => `Motivo: ${reason}.`,

  whatsappMissing: 'O WhatsApp não está configurado: defina EVOLUTION_API_BASE_URL e EVOLUTION_API_KEY.',
  licenceNotice: [
    'O SparkOne usa a Evolution API (https://github.com/EvolutionAPI/evolution-api), que não faz parte dele.',
    'Ela tem licença própria: Apache 2.0 com condições adicionais, entre elas este aviso a quem administra o sistema.',
  ].join('\n'),
  webhookUrlMissing:
    'Diga onde o gateway encontra o SparkOne: defina PUBLIC_URL ou use --webhook-url http://endereço:porta.',
  webhookUrlIs: '--webhook-url recebe um endereço http:// ou https://.',
  instanceMade: (name: string) => `Instância ${name}: criada.`,
  instanceThere: (name: string) => `Instância ${name}: já existe.`,
  webhookSet: (url: string) => `Webhook: ${url}, com o segredo no cabeçalho.`,
  secretMade: 'Segredo do webhook: criado e guardado (EVOLUTION_WEBHOOK_SECRET não está definido).',
  notReached: (url: string) =>
    `Atenção: daqui, ${url} não responde. Se o gateway também não o alcança, nenhuma mensagem nem recibo chega.`,
  needsTerminal: 'O QR code é uma credencial e só é mostrado num terminal. Para mostrá-lo mesmo assim: --show-qr.',
  scan: 'No celular do SparkOne: WhatsApp > Aparelhos conectados > Conectar um aparelho. Aponte para o código:',
  waitingForCode: 'À espera do QR code…',
  nobodyScanned: (minutes: number) => `Ninguém leu o código em ${minutes} min. Repita o comando para um código novo.`,
  open: 'WhatsApp: conectado.',
  ownNumber:
    'O número conectado é o de um operador. O SparkOne precisa de um número só dele: um operador não consegue escrever a si mesmo.',
  nobodyToTell:
    'Ninguém para receber o teste: nenhum operador tem WhatsApp. Defina WHATSAPP_NOTIFY_NUMBERS e reinicie.',
  notStarted: 'O SparkOne ainda não foi iniciado neste banco. Inicie-o e repita o comando: os recibos chegam por ele.',
  gateway: {
    unauthorized:
      'A Evolution API recusou a chave: EVOLUTION_API_KEY deve ser a chave global (AUTHENTICATION_API_KEY).',
    licence: 'A Evolution API pede ativação de licença: use a versão 2.3.7 ou ative-a no Manager.',
    unreachable: 'A Evolution API não responde em EVOLUTION_API_BASE_URL: confira o endereço e se ela está no ar.',
    instance_missing: 'A instância sumiu da Evolution API enquanto se conectava: repita o comando.',
    unexpected_answer: 'A Evolution API respondeu algo inesperado: confira a versão (2.3.x) e os logs dela.',
  } satisfies Record<GatewayRefusal, string>,

  /** null: as the core says it, which is English. */
  refusal: {
    invalid_input: 'Os dados não são válidos.',
    unauthenticated: 'É preciso uma chave.',
    scope_missing: 'Falta um escopo à chave.',
    forbidden: 'Só operadores podem fazer isso.',
    task_not_found: 'Essa tarefa não existe.',
    person_not_found: 'Essa pessoa não existe.',
    sender_not_found: 'Esse remetente não está à espera.',
    key_not_found: 'Essa chave não existe.',
    message_not_found: 'Essa mensagem não existe.',
    notification_not_found: 'Essa notificação não existe.',
    stale_version: 'Mudou desde que foi lido. Leia de novo e repita.',
    nothing_to_undo: 'Não há mais nada a desfazer.',
    alias_taken: 'Outra pessoa tem esse endereço.',
    last_operator: 'É o único operador. Torne outra pessoa operadora antes.',
    not_retryable: 'Só uma notificação que falhou pode ser enviada de novo.',
    not_cancellable: 'Só uma notificação a caminho pode ser cancelada.',
    alert_group_not_found: 'Esse grupo de alertas não existe.',
    mirror_not_found: 'Esse espelho não está configurado: veja docs/espelhos.md.',
    conflict_not_found: 'Esse conflito não existe.',
    conflict_resolved: 'Esse conflito já foi resolvido.',
  } as Readonly<Record<DomainErrorCode, string>> | null,
  /** What the core says of a field, by its English words; those that are missing here stay as they are. */
  details: {
    'Must be a phone number with country and area code, such as +55 11 91234-5678.':
      'Deve ser um telefone com código do país e DDD, como +55 11 91234-5678.',
    'Must be one plain e-mail address.': 'Deve ser um só endereço de e-mail.',
    'Must be an IANA time zone such as America/Sao_Paulo.': 'Deve ser um fuso IANA como America/Sao_Paulo.',
    'Must have 1 to 100 characters.': 'Deve ter de 1 a 100 caracteres.',
    'Must be in the future.': 'Deve estar no futuro.',
    'There is no such person.': 'Essa pessoa não existe.',
  } as Readonly<Record<string, string>>,
}
