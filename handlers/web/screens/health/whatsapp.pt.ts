import type { GatewayRefusal } from '../../../cli/pairing.ts'

/** Linking the phone of SparkOne's number. */
export const pt = {
  title: 'Conexão do WhatsApp',
  back: 'Saúde',
  off: 'WhatsApp não configurado',
  offText: 'Defina estas variáveis e reinicie o SparkOne. Depois, conecte aqui o número dele.',
  own: 'O SparkOne precisa de um número só dele: ninguém consegue escrever a si mesmo.',
  open: 'Conectado',
  openText: 'O SparkOne envia e recebe mensagens.',
  number: (digits: string) => `Número de final ${digits}.`,
  shared:
    'O número conectado é o de um operador, que assim não consegue escrever ao SparkOne. Conecte um número só dele.',
  prepare: 'Preparar a conexão',
  prepareText:
    'Cria a instância na Evolution API, se ainda não houver, e diz a ela onde encontrar o SparkOne. Depois aparece o QR code.',
  prepareAgain: 'Refazer o webhook',
  noUrl: 'Antes, diga onde a Evolution API encontra o SparkOne: defina PUBLIC_URL e reinicie.',
  prepared: 'Pronto. Agora conecte o celular.',
  scan: 'Conecte o celular',
  steps: [
    'No celular do SparkOne, abra o WhatsApp.',
    'Toque em Aparelhos conectados e em Conectar um aparelho.',
    'Aponte a câmera para o código.',
  ],
  qr: 'QR code para conectar o WhatsApp. Precisa ser lido pela câmera do celular.',
  fresh: 'O código muda de tempos em tempos, e a página acompanha sozinha.',
  credential: 'É uma credencial: quem o ler fica com o número. Não o mostre a mais ninguém.',
  waiting: 'À espera do QR code…',
  reload: 'Atualizar',
  licence: {
    text: 'O SparkOne usa a Evolution API, que não faz parte dele e tem licença própria: Apache 2.0 com condições adicionais, entre elas este aviso a quem administra o sistema.',
    link: 'Evolution API',
  },
  problem: 'Não dá para conectar agora',
  refusal: {
    unauthorized:
      'A Evolution API recusou a chave: EVOLUTION_API_KEY deve ser a chave global (AUTHENTICATION_API_KEY).',
    licence: 'A Evolution API pede ativação de licença: use a versão 2.3.7 ou ative-a no Manager.',
    unreachable: 'A Evolution API não responde em EVOLUTION_API_BASE_URL: confira o endereço e se ela está no ar.',
    instance_missing: 'A instância ainda não existe na Evolution API.',
    unexpected_answer: 'A Evolution API respondeu algo inesperado: confira a versão (2.3.x) e os logs dela.',
  } satisfies Record<GatewayRefusal, string>,
}
