const or = (items: readonly string[]): string =>
  [items.slice(0, -1).join(', '), items.at(-1)].filter(Boolean).join(' ou ')

export const pt = {
  heading: (count: number) => `A configuração tem ${count === 1 ? 'um problema' : `${count} problemas`}:`,

  wholeNumber: (min: number, max: number) => `deve ser um número inteiro de ${min} a ${max}`,
  atLeast: (characters: number) => `deve ter pelo menos ${characters} caracteres`,
  oneOf: (values: readonly string[]) => `deve ser ${or(values)}`,
  text: 'não é válido',
  networks: 'deve ter endereços IP ou redes como 10.0.0.0/8, separados por vírgulas',
  url: (starts: readonly string[]) => `deve ser uma URL que começa com ${or(starts)}`,
  databaseUrl: 'deve ser uma URL que começa com postgres:// ou dizer uma pasta, como pglite://caminho',
  clockTime: 'deve ser uma hora como HH:MM',
  quietHours: 'deve ser HH:MM-HH:MM ou none',
  instanceName: 'pode ter letras, dígitos, ponto, hífen e sublinhado',
  pairs: (words: readonly string[]) =>
    `deve ser como palavra=nome, separados por vírgulas, cada um uma vez; as palavras são ${or(words)}`,
  notionId: 'deve ser o id de um banco de dados do Notion, ou o endereço dele',
  spreadsheetId: 'deve ser o id de uma planilha do Google, ou o endereço dela',

  bothSet: (one: string, other: string) => `${one} e ${other} estão definidos: fique com um só.`,
  unreadable: (name: string) => `${name} diz um arquivo que não pode ser lido.`,
  missing: (name: string, needer: string) => `${name} não está definido, e ${needer} precisa dele.`,
  noDatabase: (name: string, needer: string) =>
    `${name} não está definido, e ${needer} precisa dele: defina-o ou crie um com sparkone mirror setup notion.`,
  noInterpreter: (names: readonly string[]) => `${or(names)} não está definido: REQUIRE_AGNO=true precisa de um deles.`,
  noAccount: (name: string) =>
    `${name} deve ser a chave de uma conta de serviço do Google: o JSON com client_email e private_key, em base64, ou o caminho dele.`,
  noPhone: (name: string, entry: number) => `${name}: o item ${entry} não é um telefone com código do país e DDD.`,
  noSender: (name: string) => `${name} não está definido, e o e-mail precisa de um remetente.`,
  noAddress: (name: string) => `${name} deve ser um só endereço de e-mail.`,
  noZone: (name: string) => `${name} deve ser um fuso IANA como America/Sao_Paulo.`,
  sameEnds: (name: string) => `${name} deve começar e terminar em horas diferentes; none desliga.`,

  noApiKey: (name: string) => `${name} não está definido: em produção nenhuma chave é inventada.`,
  noAuthSecret: (name: string) =>
    `${name} não está definido, e em produção as sessões precisam dele: gere um com openssl rand -base64 48.`,
  placeholder: (name: string) => `${name} é um valor de exemplo: defina um segredo de verdade.`,
  guessable: (name: string) => `${name} tem uma senha que qualquer um tentaria primeiro: defina uma de verdade.`,
  plainMail: 'SMTP_SECURITY=none é recusado em produção, a menos que SMTP_HOST seja esta máquina.',
  chooseEmbedded: (name: string) =>
    `${name} não está definido: em produção o banco embutido precisa ser escolhido, como pglite://caminho.`,
}
