import type { NotificationKind, NotificationStatus } from '../../../core/notify/index.ts'
import type { AliasChannel } from '../../../core/people/index.ts'

/** How deliveries are spoken of, on whatever page. */
export const pt = {
  channel: { whatsapp: 'WhatsApp', email: 'E-mail', web: 'Console ou API', sheets: 'Planilha' } satisfies Record<
    AliasChannel,
    string
  >,
  kind: { alert: 'Alerta', reminder: 'Lembrete', brief: 'Resumo', reply: 'Resposta' } satisfies Record<
    NotificationKind,
    string
  >,
  status: {
    pending: 'A caminho',
    delivered: 'Entregue',
    failed: 'Não entregue',
    cancelled: 'Cancelada',
  } satisfies Record<NotificationStatus, string>,
  link: {
    waiting: 'aguarda a vez',
    trying: 'enviando',
    confirmed: 'confirmado',
    ended: 'não confirmou',
    unused: 'não foi preciso',
  },
  path: 'Caminho',
  inbox: 'Caixa de entrada do SparkOne',
  /** FALLBACK_EMAIL, whose address is nobody's to see. */
  fallback: 'o e-mail de reserva',
  reason: {
    no_receipt: 'A confirmação não chegou no prazo.',
    expired: 'Passou do prazo em que ainda seria útil.',
    failed_receipt: 'O canal avisou que a mensagem falhou.',
    not_configured: 'O canal não está configurado.',
    no_address: 'A pessoa não tem endereço neste canal.',
    person_removed: 'A pessoa foi removida.',
    same_address: 'O mesmo aviso já foi para este endereço.',
    throttled: 'O limite de mensagens por hora foi atingido.',
    interrupted: 'O envio foi interrompido; o canal foi consultado.',
    ambiguous: 'Não se sabe se a mensagem saiu.',
    error: 'Algo falhou deste lado.',
    logged_out: 'O WhatsApp está desconectado.',
    not_connected: 'O WhatsApp não estava conectado.',
    connecting: 'O WhatsApp ainda estava conectando.',
    instance_missing: 'A instância não existe no gateway.',
    licence: 'O gateway pede ativação de licença.',
    not_on_whatsapp: 'Este número não está no WhatsApp.',
    invalid_address: 'O endereço não é válido.',
    invalid_request: 'O gateway não entendeu o pedido.',
    empty_text: 'A mensagem não tem texto.',
    too_long: 'A mensagem é longa demais para o canal.',
    unauthorized: 'A chave ou a senha do canal foi recusada.',
    forbidden: 'O canal recusou o acesso.',
    sender_refused: 'O servidor de e-mail recusou o remetente.',
    refused: 'O servidor recusou a mensagem.',
    deferred: 'O servidor pediu para tentar mais tarde.',
    overloaded: 'O servidor está sobrecarregado.',
    unreachable: 'O servidor não responde.',
    timeout: 'O servidor demorou demais para responder.',
    gateway_timeout: 'O gateway demorou demais para responder.',
    bad_gateway: 'O gateway não pôde ser alcançado pelo proxy.',
    gateway_storage: 'O banco do gateway falhou.',
    server_error: 'O servidor teve um erro.',
    unexpected_answer: 'O servidor deu uma resposta inesperada.',
    malformed: 'O servidor deu uma resposta ilegível.',
    reset: 'A conexão caiu.',
    tls: 'A conexão segura não foi possível.',
    redirected: 'O servidor redirecionou o pedido, o que não se segue.',
    not_found: 'O gateway não tem este caminho.',
    not_processed: 'O gateway não processou o pedido.',
  } as Readonly<Record<string, string>>,
  otherReason: (reason: string) => `Motivo: ${reason}.`,
}
