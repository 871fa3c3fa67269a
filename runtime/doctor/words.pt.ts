const age = (hours: number): string => {
  if (hours < 1) return `${Math.max(1, Math.round(hours * 60))} min`
  return hours < 48 ? `${Math.round(hours)} h` : `${Math.round(hours / 24)} dias`
}
const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1).replace('.', ',')} GB`
const seconds = (value: number): string => `${value.toFixed(1).replace('.', ',')} s`

export const pt = {
  configuration: 'Configuração',
  complete: 'completa',
  problems: (count: number) => (count === 1 ? 'tem um problema' : `tem ${count} problemas`),
  mend: 'Corrija e rode de novo:',

  former: 'Nome antigo',
  renamed: (name: string) => `${name} está definido e não é lido`,
  useInstead: (name: string) => `Use ${name}.`,
  noLonger: 'Não é mais necessário: pode ser removido.',

  database: 'Banco de dados',
  behind: (what: string) => `${what} responde, mas não está migrado`,
  runMigrate: 'Rode sparkone migrate.',
  current: (what: string) => `${what} responde e está em dia`,
  held: (what: string) => `${what} está com o SparkOne em execução, que responde`,
  notMade: (what: string) => `${what} ainda não existe`,
  startMakesIt: 'O primeiro início o cria (make run), ou rode sparkone migrate.',
  databaseDown: (what: string, why: string) => `${what} não pode ser usado: ${why}`,
  mendDatabase: 'Confira DATABASE_URL, se o servidor está no ar e se o firewall deixa passar.',

  redisMemory: 'não configurado: os limites ficam na memória deste processo',
  answers: 'responde',
  silent: 'não responde',
  mendRedis: 'Confira REDIS_URL (ou UPSTASH_REDIS_REST_*). Sem ele tudo funciona, com limites por processo.',

  notConfigured: 'não configurado',
  setWhatsapp: 'Para usá-lo: EVOLUTION_API_BASE_URL, EVOLUTION_API_KEY e depois sparkone whatsapp connect.',
  connected: 'conectado',
  whatsappState: {
    connecting: 'está conectando há algum tempo ou espera o QR code',
    close: 'está desconectado',
    missing: 'a instância existe, mas não está carregada',
    instance_missing: 'a instância não existe na Evolution API',
    unauthorized: 'a Evolution API recusou a chave',
    licence: 'a Evolution API pede ativação de licença',
    unreachable: 'a Evolution API não responde',
    unexpected_answer: 'a Evolution API respondeu algo inesperado',
  } as Readonly<Record<string, string>>,
  mendWhatsapp: {
    unauthorized: 'EVOLUTION_API_KEY deve ser a chave global dela (AUTHENTICATION_API_KEY).',
    licence: 'Use a versão 2.3.7, a última sem ativação, ou ative-a no Manager.',
    unreachable: 'Confira EVOLUTION_API_BASE_URL e se ela está no ar.',
    unexpected_answer: 'Confira a versão (2.3.x) e os logs dela.',
    other: 'Rode sparkone whatsapp connect.',
  },
  number: 'Número do SparkOne',
  numberUnknown: 'não se sabe qual é enquanto o WhatsApp não responde',
  numberOwn: 'é só dele',
  numberShared: 'é o de um operador, que assim não consegue escrever a ele',
  useOther: 'Conecte um número só para o SparkOne: sparkone whatsapp connect.',
  noOperators: 'nenhum operador: ninguém comanda o SparkOne pelo WhatsApp',
  setNumbers: 'Defina WHATSAPP_NOTIFY_NUMBERS com o seu número e reinicie.',

  webhook: 'Webhook do WhatsApp',
  webhookNone: 'a Evolution API não tem webhook: nenhuma mensagem nem recibo chega',
  webhookOff: 'está desligado na Evolution API',
  webhookElsewhere: (url: string) => `aponta para ${url}, que não é o caminho do SparkOne`,
  webhookLacks: (events: string) => `não traz os eventos ${events}`,
  webhookRefused: 'aponta para cá, mas com um segredo que é recusado',
  webhookUnreached: (url: string) => `daqui, ${url} não responde`,
  webhookWell: (url: string) => `aponta para ${url}, que aceita o segredo`,
  webhookUnknown: 'não se sabe enquanto a Evolution API não responde',
  connectAgain: 'Rode sparkone whatsapp connect, que o liga de novo.',
  unreachedAdvice: 'Se o SparkOne está parado, inicie-o. Senão, confira PUBLIC_URL, DNS, proxy e firewall.',

  email: 'E-mail',
  setEmail: 'Sem e-mail, o que o WhatsApp não confirma só fica guardado no SparkOne. Defina SMTP_* e FALLBACK_EMAIL.',
  mailReady: 'o servidor aceita a conexão e a conta',
  mailDown: (reason: string) => `o servidor não serve (${reason})`,
  mendMail: {
    unauthorized: 'A conta foi recusada: confira SMTP_USERNAME e SMTP_PASSWORD (no Gmail, uma senha de app).',
    tls: 'O certificado ou o STARTTLS falhou: confira SMTP_SECURITY e SMTP_PORT.',
    other: 'Confira SMTP_HOST, SMTP_PORT e se o provedor deixa sair nessa porta.',
  },
  noFallback: 'funciona, mas nenhum endereço de reserva está definido',
  setFallback: 'Defina FALLBACK_EMAIL: é para onde vão os avisos quando o WhatsApp falha.',

  agno: 'Agente do Agno',
  agnoWell: 'existe e aceita a chave',
  openToAll: 'responde a qualquer um, com chave ou sem',
  closeAgno: 'Defina OS_SECURITY_KEY no AgentOS e o mesmo valor em AGNO_API_KEY.',
  agnoState: {
    unauthorized: 'recusou a chave',
    agent_missing: 'o AgentOS não tem esse agente',
    unreachable: 'não responde',
    redirected: 'redireciona para outro endereço',
    failing: 'responde com erro',
  } as Readonly<Record<string, string>>,
  mendAgno: {
    unauthorized: 'Confira AGNO_API_KEY: é o OS_SECURITY_KEY do AgentOS.',
    agent_missing: 'Confira AGNO_AGENT_ID na lista de agentes do AgentOS.',
    other: 'Confira AGNO_BASE_URL e se ele está no ar. Enquanto isso a gramática decide sozinha.',
  },
  model: 'Servidor de modelo',
  modelWell: 'responde',
  modelUnlisted: 'responde, mas não mostra o modelo na sua lista',
  mendModelName: 'Confira LLM_MODEL: sem esse modelo só a gramática entende.',
  mendModel: {
    unauthorized: 'Confira LLM_API_KEY.',
    other: 'Confira LLM_BASE_URL (até /v1) e se ele está no ar. Enquanto isso a gramática decide sozinha.',
  },

  setNotion: 'Para usá-lo: NOTION_API_KEY e depois sparkone mirror setup notion.',
  setSheets:
    'Para usá-lo: GOOGLE_SHEETS_CREDENTIALS, GOOGLE_SHEETS_SPREADSHEET_ID e depois sparkone mirror setup sheets.',
  mirrorReady: 'deixa entrar e tem as colunas de que precisa',
  mirrorStopped: 'responde, mas não pode ser usado assim',
  mirrorThrottled: 'responde, e pede calma',
  mendMirror: 'Confira a rede e se o serviço está no ar. Enquanto isso nada se perde: as mudanças esperam.',

  publicUrl: 'Endereço público',
  publicUnset: 'PUBLIC_URL não está definido',
  setPublicUrl: 'Defina-o quando o SparkOne for alcançado de fora, como https://sparkone.exemplo.com.br.',
  publicAnswers: (url: string) => `${url} responde`,
  publicSilent: (url: string) => `${url} não responde daqui`,

  console: 'Console',
  consoleAt: (url: string, isGiven: boolean) =>
    `em ${url}, ${isGiven ? 'com a AUTH_SECRET definida' : 'com um segredo guardado no banco'}`,
  consolePlain: 'é alcançado sem https',
  setHttps: 'Defina PUBLIC_URL com https. Sem isso quem está no caminho lê as sessões; em produção ninguém entra.',
  setConsoleUrl: 'Defina PUBLIC_URL: os links de entrada e as chaves de acesso valem para um endereço só.',
  provider: 'Provedor de entrada',
  providerElsewhere: (issuer: string) => `responde, mas se chama ${issuer}`,
  mendProvider: 'Confira OIDC_ISSUER e se ele está no ar. Enquanto isso entra-se por senha, chave de acesso ou link.',
  mendIssuer: 'Ponha em OIDC_ISSUER exatamente o nome que ele se dá.',

  clock: 'Relógio',
  clockAlone: 'não há outro relógio com que comparar',
  clockOff: (by: number, other: string) => `está ${seconds(by)} fora do relógio ${other}`,
  clockWell: (by: number, other: string) => `confere com o relógio ${other} (${seconds(by)})`,
  theDatabase: 'do banco',
  theGateway: 'da Evolution API',
  setClock: 'Ligue a sincronização (timedatectl set-ntp true) nas duas máquinas: recibos e lembretes dependem da hora.',

  backup: 'Backup',
  backupUnseen: 'nenhum backup é visível daqui',
  makeBackup: 'Rode sparkone backup (banco embutido) ou ops/backup.sh (PostgreSQL), e agende um por dia.',
  backupAge: (hours: number) => `o último é de ${age(hours)} atrás`,
  backupOld: (hours: number) => `o último é de ${age(hours)} atrás: velho demais`,
  backupUnverified: (hours: number) =>
    `o último é de ${age(hours)} atrás, e nenhum foi verificado nas últimas 26 horas`,
  verifyBackup: 'Rode ops/verify_backup.sh: um backup só vale depois de restaurado uma vez.',

  disk: 'Disco',
  diskFree: (free: number, total: number, folder: string) =>
    `${gigabytes(free)} livres de ${gigabytes(total)} em ${folder}`,
  freeDisk: 'Libere espaço ou aumente o disco: sem espaço o banco para.',

  well: 'Tudo certo.',
  warned: (count: number) =>
    count === 1 ? 'Nada quebrado; há um aviso acima.' : `Nada quebrado; há ${count} avisos acima.`,
  unwell: (failed: number) => (failed === 1 ? 'Há um problema a resolver.' : `Há ${failed} problemas a resolver.`),
}
