import type { PortError } from '../core/index.ts'
import type { Locale } from '../core/people/index.ts'

/**
 * What keeps SparkOne from starting, in Portuguese, by the words of the adapter that met it. Adapters speak English, to
 * logs and to embedders too; what has no entry here stays as they say it.
 */
const PORTUGUESE: readonly (readonly [words: RegExp, portuguese: string])[] = [
  [
    /^The data folder (.+) is in use by process (\d+)(?: on (\S+?))?\. Only one process .*$/,
    'A pasta de dados $1 está em uso pelo processo $2. Só um processo pode tê-la: pare o outro, ou dê outra pasta a este.',
  ],
  [
    /^The data folder (.+) was written by PostgreSQL (\d+), and this SparkOne embeds (\d+)\. .*$/,
    'A pasta de dados $1 foi escrita pelo PostgreSQL $2, e este SparkOne traz o $3. Faça um backup com a versão que a escreveu (`sparkone backup ARQUIVO`) e rode `sparkone restore ARQUIVO` com esta: ela cria um banco novo e guarda o antigo ao lado.',
  ],
  [/^The database in (.+) does not open: (.*)$/s, 'O banco em $1 não abre: $2'],
  [
    /^A newer SparkOne migrated this database \((\d+) migrations.*$/,
    'Um SparkOne mais novo migrou este banco ($1 migrações). Use aquela versão, ou restaure um backup desta.',
  ],
  [/^The database is not migrated yet.*$/, 'O banco ainda não está migrado: rode antes sparkone migrate.'],
  [/^The job queue is not migrated.*$/, 'A fila de tarefas não está migrada: rode sparkone migrate.'],
  [/^The folder of migrations is not there\.$/, 'A pasta das migrações não está no lugar: reinstale o SparkOne.'],
  [/^The database URL cannot be read\.$/, 'DATABASE_URL não pode ser lida: confira se a senha está codificada.'],
  [/^The database gave no answer within (\d+) ms\.$/, 'O banco não respondeu em $1 ms.'],
  [/^The database cannot be reached: nothing listens.*$/, 'O banco não é alcançado: nada responde nesse endereço.'],
  [/^The database cannot be reached: there is no host.*$/, 'O banco não é alcançado: não há servidor com esse nome.'],
  [/^The database refused the user or the password\.$/, 'O banco recusou o usuário ou a senha.'],
  [/^The database refused a value\.$/, 'O banco recusou um valor.'],
  [/^There is no database of that name on this server\.$/, 'Não há banco com esse nome nesse servidor.'],
  [/^The database does not answer as it should\.$/, 'O banco não responde como deveria.'],
  [/^The database has no room for more\.$/, 'O banco não tem lugar para mais.'],
  [
    /^The database is not as SparkOne needs it.*$/,
    'O banco não está como o SparkOne precisa: ele está migrado, e o usuário pode usá-lo?',
  ],
  [/^Redis does not accept our credentials\.$/, 'O Redis recusou as credenciais.'],
  [/^Redis did not answer in time\.$/, 'O Redis não respondeu a tempo.'],
  [/^Redis did not answer as it should\.$/, 'O Redis não respondeu como deveria.'],
  [
    /^AgentOS has no agent of the name in (\w+),.*$/,
    'O AgentOS não tem o agente que $1 diz, e REQUIRE_AGNO está ligado.',
  ],
  [/^The interpreter refused (\w+),.*$/, 'O intérprete recusou $1, e REQUIRE_AGNO está ligado.'],
  [/^The sender is not an e-mail address\.$/, 'SMTP_FROM não é um endereço de e-mail.'],
  [
    /^Port (\d+) is taken by another program\. .* with (\w+)\.$/,
    'A porta $1 está ocupada por outro programa. Pare-o, ou escolha outra com $2.',
  ],
  [
    /^Port (\d+) needs more rights .* with (\w+)\.$/,
    'A porta $1 exige mais direitos do que este usuário tem. Escolha uma acima de 1024 com $2.',
  ],
  [/^Port (\d+) cannot be opened\.$/, 'A porta $1 não pode ser aberta.'],
  [/^(\S+) is no address of this machine\.$/, '$1 não é um endereço desta máquina.'],
  [/^The path is too long\.$/, 'O caminho da pasta de dados é longo demais.'],
]

/** What went wrong outside, for an operator of this language. */
export const troubleIn = (locale: Locale, { message }: Pick<PortError, 'message'>): string => {
  if (locale === 'en') return message
  const entry = PORTUGUESE.find(([words]) => words.test(message))
  return entry === undefined ? message : message.replace(...entry)
}
