import type { Commands } from '../grammar.ts'
import { shifts } from './relative.ts'

const NUMBER =
  '(?:(?:a|o|as|os|com a|com o|na|no|da|do|de) )?(?:(?:tarefas?|tasks?|numeros?|itens|item|num|id)\\.? ?)*(?:#|n[º°o]?\\.? ?)?(?<ref>\\d{1,9})(?<more>(?:,| e|, e| a) ?#?\\d{1,9}(?:(?:,| e) ?#?\\d{1,9})*)?'
const SOFT =
  '(?:,? (?:hoje|agora|ja|por favor|pf|pfv|finalmente|por enquanto|tambem|obrigad[oa]|pra mim|para mim|ai|mesmo))*'
const DONE =
  '(?:conclui(?:r|da|do)?|conclua|termin(?:ei|a|ar|ada|ado|e)|finaliz(?:a|ar|ei|ada|ado|e)|complet(?:a|ar|ei|ada|ado|e)|feit[oa]s?|fiz|pront[oa]|acab(?:ei|ar|ou)|fech(?:a|ar|ei|ada)|encerr(?:a|ar|ei|ada)|resolv(?:i|ida|ido|er)|(?:dar |da |dei )?baixa|(?:dar |da )?check|ok|done|matei|cumpri(?:da)?|realizad[oa]|despachei|entreguei|paguei)'
const STATE =
  '(?:conclui?d[ao]|feit[ao]|pront[ao]|ok|terminad[ao]|finalizad[ao]|completad?[ao]|resolvid[ao]|done|encerrad[ao]|realizad[ao]|✅|✔|☑|👍)'
const DROP =
  '(?:cancel(?:a|ar|e|ei|ada|ado)|apag(?:a|ar|ue|uei)|exclu(?:i|ir|a)|delet(?:a|ar|e|ei)|remov(?:e|er|a|i)|descart(?:a|ar|e)|elimin(?:a|ar|e)|risc(?:a|ar|a))'
const whole = (body: string): RegExp => new RegExp(`^(?:${body})${SOFT}$`)

const HELLO =
  '(?:oi+e?|ola+|opa|e ai|eai|hey|hello|hi|bom dia|boa tarde|boa noite|tudo bem|td bem|tudo bom|tudo certo|tudo joia|como vai|como (?:voce )?esta|como vc ta|blz|beleza|salve|fala|coe|bom diaa+)'
const THANKS =
  '(?:(?:muito |mto )?obrigad[oaã]+|obrigadinh[oa]|obg|brigad(?:a|o|ao|inha)|valeu+|vlw|gratidao|grat[oa]|agradec(?:o|id[oa])|thanks|de nada|ok+|okay|blz|beleza|certo|perfeito|show(?: de bola)?|top|entendi|entendido|combinado|legal|massa|joia|otimo|maravilha|ta bom|ta|tudo bem|fechado|isso(?: ai| mesmo)?|sim|nao|demais|excelente|boa+|bom|muito bom|que bom|k{2,}|(?:ha){2,}|rs+|[👍🙏❤😊👏😀😁😂🤣😍🥰😉🙂👌💪🎉🔥😅😘🤝🫶💙💚👋]|[☺♥]|jt|demorou|tranquilo|de boa|otima|mesmo|por tudo|pela ajuda|demais|muito|spark ?one|mt)'
const BYE =
  '(?:tchau+|ate (?:mais|logo|amanha|breve|depois|mais tarde|a proxima|segunda)|fui|flw|falou|abracos?|abs|bjs?|beijos?|beijinhos|bom descanso|bom (?:fim|final) de semana|bye|xau|adeus|boa semana|otimo dia|tenha um bom dia|bom trabalho|durma bem)'
const TAIL =
  '(?: (?:pra voce|para voce|pra vc|a todos|pessoal|gente|spark ?one|querid[oa]|amig[oa]|sparky|tambem|viu|hein|ne))?'
const SEP = '[ ,.!?;]*'

const THING =
  '(?:tarefas?|pendencias?|afazeres|lista(?: de (?:tarefas|afazeres|pendencias))?|compromissos?|agenda|atividades|lembretes|coisas (?:pra|para|a) fazer|prazos|to-?dos?)'
const SHOW =
  '(?:(?:me )?(?:mostr(?:a|ar|e)|list(?:a|ar|e)|ver|veja|ve|exib(?:e|ir|a)|mand(?:a|ar|e)|diz|diga|fala|da|envi(?:a|ar|e)|passa|quais(?: sao| eram)?|que|quantas|cade|consulta(?:r)?|quero (?:ver|saber)|posso ver|ha|tem|tenho|existe(?:m)?)(?: (?:pra mim|para mim|ai|me))*(?: quais sao)? )'

export const commands: Commands = {
  whole: [
    [
      whole(
        'desfaz(?:er|e|a)?(?: (?:a |o )?(?:isso|ultim[ao](?: acao| tarefa| coisa| comando)?|acao))?|undo|revert(?:er|e)(?: isso)?|volta(?:r)? atras|anul(?:a|ar)(?: isso)?|(?:ops|opa),? desfaz(?:er)?|ctrl ?\\+? ?z|foi engano|me enganei',
      ),
      'undo',
    ],
    [
      whole(
        '(?:(?:me )?(?:da|manda|mostra|envia|faz|quero|ver|qual(?: e)?|mande|gera|passa)(?: (?:me|pra mim|para mim))? )?(?:o |um |meu )*(?:resumo|resumao|resuminho|brief|briefing|boletim|panorama)(?: (?:do|de|da|para|pra) (?:meu )?(?:dia|hoje|manha|semana))?(?: diario| matinal| de hoje)?|como (?:esta|ta|vai ser) (?:o )?meu dia',
      ),
      'brief',
    ],
    [
      /^(?:(?:me )?ajud(?:a|ar|e)(?: (?:ai|me|por favor))?|(?:preciso de |quero )ajuda|help|socorro|\?+|menu|comandos|instrucoes|(?:o )?(?:que|q|oq) (?:e que )?(?:voce|vc|tu) (?:faz|sabe fazer|consegue fazer|pode fazer)(?: por mim)?|como (?:funciona|usar?|uso|voce funciona|vc funciona|isso funciona|que funciona)(?: isso| voce| o spark ?one)?|quais (?:sao )?(?:os )?(?:seus )?comandos|o que posso (?:fazer|pedir|dizer|escrever))[ ?!.]*$/,
      'help',
    ],
    [
      /^(?:parar|pare|stop|paus(?:a|ar|e))(?: (?:de )?(?:tudo|mensagens|notificacoes|lembretes|avisos|as (?:mensagens|notificacoes)|os (?:lembretes|avisos)))?$/,
      'pause',
    ],
    [
      /^(?:retom(?:a|ar|e)|voltar|resume|reativ(?:a|ar|e)|continu(?:a|ar|e))(?: (?:tudo|mensagens|notificacoes|lembretes|avisos|as (?:mensagens|notificacoes)|os (?:lembretes|avisos)))?$/,
      'resume',
    ],
    [new RegExp(`^(?:${HELLO}${TAIL}${SEP})+(?:com (?:voce|vc))?[?!. ]*$`), 'smalltalk', 'greeting'],
    [new RegExp(`^(?:(?:${THANKS}|${HELLO})${TAIL}${SEP})+$`), 'smalltalk', 'thanks'],
    [new RegExp(`^(?:(?:${THANKS}|${HELLO}|${BYE}|e)${TAIL}${SEP})+$`), 'smalltalk', 'farewell'],
  ],
  numbered: [
    [whole(`(?:(?:eu )?ja )?${DONE}:? ${NUMBER}`), 'complete_task'],
    [whole(`(?:✅|✔|☑|👍)(?:${NUMBER})?`), 'complete_task'],
    [whole(`(?:✅|✔|☑|👍) ?${NUMBER}`), 'complete_task'],
    [whole(`${NUMBER},?:? ?(?:-? ?)?(?:(?:ja )?(?:esta|ta|foi|ficou|ja|e) )?(?:ja )?${STATE}`), 'complete_task'],
    [whole(`${NUMBER} ja foi`), 'complete_task'],
    [
      whole(`(?:marc(?:a|ar)|marque|coloc(?:a|ar|que)|dar?|bota|poe) ${NUMBER} (?:como|de|por) ${STATE}`),
      'complete_task',
    ],
    [whole(`(?:marc(?:a|ar)|marque) (?:como )?${STATE} ${NUMBER}`), 'complete_task'],
    [
      whole(`(?:concluir|concluido|concluida|conclui|terminei|finalizar|feito|feita|done|fiz)(?: (?:a |uma )?tarefa)?`),
      'complete_task',
    ],
    [whole(`(?:pode )?${DROP}:? ${NUMBER}`), 'cancel_task'],
    [
      whole(
        `(?:tira(?:r)?|esquec(?:e|er)|esqueca|larga) (?:a|o|da lista a) ${NUMBER}`.replace(
          ' (?:a|o|da lista a) ',
          ' (?=(?:a|o|tarefa|#) ?)',
        ),
      ),
      'cancel_task',
    ],
    [whole(`(?:❌|🗑|✖|❎) ?${NUMBER}`), 'cancel_task'],
    [
      whole(
        `${NUMBER},?:? ?(?:(?:foi|esta|ta|pode ser|ja foi|pode|e pra|e para) )?(?:cancelad[ao]|cancelar|cancela|apagar|apaga|excluir|deletar|remover|❌|🗑|excluid[ao]|apagad[ao])`,
      ),
      'cancel_task',
    ],
    [
      whole(`(?:nao precisa mais|nao vou mais fazer|nao vou fazer|desisti) (?=(?:a|o|da|do|de|tarefa|#) ?)${NUMBER}`),
      'cancel_task',
    ],
    [whole(`(?:cancelar|cancela|apagar|excluir|deletar)(?: (?:a |uma )?tarefa)?`), 'cancel_task'],
  ],
  reschedule: [
    {
      isSure: true,
      pattern: new RegExp(
        `^(?:pode )?(?:adi(?:a|ar|e|ei)|remarc(?:a|ar)|remarque|reagend(?:a|ar|e)|posterg(?:a|ar|ue)|prorrog(?:a|ar|ue)|reprogram(?:a|ar|e)|adiant(?:a|ar|e)|antecip(?:a|ar|e))(?: (?:a data|o prazo|o horario|a hora))? ${NUMBER}(?![\\d/:h])`,
      ),
    },
    { isSure: true, pattern: /^(?:adiar|remarcar|reagendar|postergar)(?: (?:a |uma )?tarefa)?$/ },
    {
      isSure: false,
      pattern: new RegExp(
        `^(?:pode )?(?:pass(?:a|ar|e)|mov(?:e|er|a)|mud(?:a|ar|e)|jog(?:a|ar|ue)|empurr(?:a|ar|e)|transfer(?:e|ir)|transfira|deix(?:a|ar|e)|coloc(?:a|ar)|coloque|bot(?:a|ar|e)|poe|alter(?:a|ar|e)|troc(?:a|ar)|troque|mand(?:a|ar|e)|lev(?:a|ar|e)|atras(?:a|ar|e)|agend(?:a|ar|e)|marc(?:a|ar)|marque|puxa(?:r)?)(?: (?:a data|o prazo|o horario|a hora))? ${NUMBER}(?![\\d/:h])`,
      ),
    },
    { isSure: false, pattern: /^(?:#|tarefa |a tarefa |tarefa #)(?<ref>\d{1,9})(?![\d/:h])/ },
    { isSure: false, pattern: new RegExp(`^${NUMBER} (?:fica|ficou|vai|pode ficar|passa|foi|e|muda|pode ser)(?= )`) },
  ],
  rescheduleFiller:
    /(?<![a-z])(?:para|pra|pro|pras|p\/|as|a|o|de novo|novamente|por favor|pfv?|em|por|mais|so|ser|ficar|fazer|data|prazo|horario|que|e|de|no|na|ate|um|pouco)(?![a-z])|[ ,.!?;:\ue000-]/g,
  shifts,
  lists: [
    new RegExp(
      `^${SHOW}?(?:(?:todas|todos|as|os|a|o|minhas?|meus|suas?|as minhas|alguma|algum|mais|proximas|proximos|ultimas) )*${THING}(?![a-z])`,
    ),
    /^(?:e )?(?:a?i )?(?:o )?(?:que|q|oq|oque|o que e que)(?: (?:e que|eh que|mais))*(?: (?:eu|a gente|nos))? (?:(?:ainda|ja) )?(?:tenho|temos|tem|ha|falta|preciso|precisa|esta|ta|estao|vence|venceu|devo|vou ter|ficou|resta|sobrou|fiz|conclui|terminei|foi|vai|vou|pra|para|tinha|era|rola)(?![a-z])/,
    /^(?:eu )?(?:tenho|tem|ha) (?:alguma? )?(?:coisas?|algo|mais alguma coisa|tarefas?|compromissos?|pendencias?)(?: (?:pra|para|a) fazer)?(?![a-z])/,
    /^(?:como (?:esta|ta|e|fica|ficou) )(?:a )?(?:minha )(?:agenda|semana|lista)(?![a-z])/,
    /^(?:quais|quantas?|as|minhas)? ?(?:sao )?(?:as )?(?:atrasad[oa]s|vencid[oa]s|pendentes|concluid[oa]s)(?![a-z])/,
    /^(?:minha|a minha) semana(?![a-z])/,
    /^(?:qual|quais) (?:e |sao )?(?:o |a |os |as )?(?:meus? |minhas? )?(?:proxim[ao]s? )?(?:tarefas?|compromissos?|agenda)(?![a-z])/,
  ],
  listWords: [
    [
      /(?<![a-z])(?:(?:em )?atras(?:ad[oa]s?|o|ou)|vencid[oa]s?|venceu|venceram|fora do prazo|ja passou|passaram do prazo)(?![a-z])/,
      { due: 'overdue' },
    ],
    [
      /(?<![a-z])(?:(?:que )?(?:eu )?(?:ja )?(?:fiz|conclui|terminei|completei|foi feito|foram feitas)|concluid[oa]s?|feit[oa]s?|finalizad[oa]s?|terminad[oa]s?|completad[oa]s?|prontas?)(?![a-z])/,
      { completed: true },
    ],
    [
      /(?<![a-z])(?:(?:n|d)?(?:essa|esta|a) |minha )?semana(?: que vem| atual| toda| inteira)?(?![a-z])|(?<![a-z])(?:n?os )?proximos (?:7 |sete )?dias|proxima semana/,
      { due: 'week' },
    ],
  ],
  listFiller:
    /(?<![a-z])(?:de|do|da|das|dos|pra|para|pro|o|a|os|as|eu|tenho|tem|temos|que|q|fazer|fazendo|minhas?|meus?|todas|todos|ainda|ai|em|na|no|com|sao|estao|esta|ta|vencem?|vence|marcad[oa]s?|programad[oa]s?|agendad[oa]s?|previst[oa]s?|por|favor|pfv?|prazo|tarefas?|compromissos?|agora|dia|mais|algo|coisas?|pendentes?|abert[oa]s?|aberto|aberta|fica|ficou|falta|mim|completa|inteira|agenda|lista|hein|preciso|vou|ter|aberto|pendencias?|ha|quais|pendencia|devo|entregar|resolver|ate|e)(?![a-z])|[ ,.!?;:\ue000-]/g,
}
