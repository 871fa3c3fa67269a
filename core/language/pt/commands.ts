import { commandsOf, numbersIn } from '../command-table.ts'
import { courtesyOf } from './courtesies.ts'
import { listRequest } from './lists.ts'
import { numberOf, SPELLED } from './words.ts'

const THING = '(?:tarefa|task|item|lembrete|atividade|pendencia)'
const NAMED = `(?:(?:d?[ao]s?|n[ao]s?|de|essas?|estas?) )?(?:${THING}s? )?(?:de )?(?:numeros? |num\\.? |n[º°o]?s?\\.? ?)?`
const NUMBER = '(?:# ?)?\\d{1,9}'
// "adiar 4, 2 dias", "adiar 4, 5/12": when, and no second task.
const NOT_WHEN = '(?! ?(?:dias?|semanas?|mes(?:es)?|horas?|hs?|min(?:utos?)?|anos?|de [a-z]+)(?![a-z]))(?![\\d/:])'
const LISTED = `(?:(?: ?[,;+&] ?(?:e )?| e (?:tambem )?)${NAMED}${NUMBER}${NOT_WHEN}){0,19}`
const REF = `${NAMED}(?<ref>${NUMBER}${LISTED})`
/** Where nothing but numbers can follow: "concluir 3 4 7", "concluir da 3 a 7". */
const REFS = `${NAMED}(?<ref>${NUMBER}(?:(?: ?[,;+&] ?(?:e )?| e (?:tambem )?| ?- ?| (?:ate|ao?) | (?!(?:e|ate|ao?) ))${NAMED}${NUMBER}){0,19})`
const SPELLED_REF = `(?:a|${THING}|a ${THING}) (?<word>${SPELLED})`
const ANY_REF = `(?:${REFS}|${SPELLED_REF})`
const LEAD =
  '(?:(?:eu|ja|ta|esta|pronto|feito|pode|quero|preciso|vou|favor|vamos|acabei de|consegui|agora|sim|entao|opa|ok|bora|voce pode|vc pode|gostaria de|pra|e)[ ,]{1,2}){0,4}'

const DONE_STATE =
  '(?:(?:feit|concluid|pront|prontinh|terminad|finalizad|completad|complet|resolvid|pag|encerrad|fechad)[ao]s?|entregues?|ok|okay|done|check)'
const CHECK = '(?:✅|✔️?|☑️?|👍|✓)'
const DO_DONE =
  '(?:conclu(?:ir|i|a|o|imos)|complet(?:ar|ei|a|e|o|amos)|finaliz(?:ar|ei|a|e|o|amos)|termin(?:ar|ei|a|e|o|amos)|acab(?:ar|ei)(?: com)?|fiz|fizemos|resolv(?:i|er|e|a|emos)|fech(?:ar|ei|a|e)|encerr(?:ar|ei|a|e)|(?:dar|dei|da|de) (?:baixa|ok|check)(?: em)?|baixa|baix(?:ar|ei|a)|mat(?:ei|ar)|entreguei|tic(?:ar|a|ou)|risc(?:ar|a|ei)|despach(?:ei|ar)|check|done|faz(?:er)?|cumpri|paguei|comprei|enviei|mandei|liguei|respondi|realizei|executei)'
const CANCEL =
  '(?:cancel(?:ar|a|e|ei|o)|apag(?:ar|a|ei)|apague|exclu(?:ir|i|a|o)|remov(?:er|e|a|i)|delet(?:ar|a|e|ei)|descart(?:ar|a|e|ei)|elimin(?:ar|a|e|ei)|tir(?:ar|a|e|ei)|desmarc(?:ar|a|ou|ei)|desmarque|esquec(?:e|er|a)|ignor(?:ar|a|e)|desconsider(?:ar|a|e)|jog(?:ar|a|ue) fora|nao (?:precis[ao]|quero|vou)(?: mais)?(?: fazer)?|delete|cancel)'
const CANCEL_STATE = '(?:cancelad|apagad|excluid|removid|deletad|desmarcad)[ao]s?'
const MOVE_SURE =
  '(?:adi(?:ar|a|e|ei)|remarc(?:ar|a|ou)|remarque|reagend(?:ar|a|e)|posterg(?:ar|a)|postergue|prorrog(?:ar|a)|prorrogue|reprogram(?:ar|a|e)|antecip(?:ar|a|e)|mov(?:er|e|a)|mud(?:ar|a|e)|alter(?:ar|a|e)|empurr(?:ar|a|e))'
const MOVE =
  '(?:pass(?:ar|a|e)|mand(?:ar|a|e)|transfer(?:ir|e)|transfira|jog(?:ar|a|ue)|troc(?:ar|a)|troque|deix(?:ar|a|e)|coloc(?:ar|a)|coloque|bot(?:ar|a|e)|por|poe|pux(?:ar|a|e)|lev(?:ar|a|e)|marc(?:ar|a)|marque|adiant(?:ar|a|e)|atras(?:ar|a|e))'
const DATE_OF =
  '(?: (?:a data|o prazo|o dia|o horario|a hora|o vencimento|data|prazo|horario)(?: de entrega| de vencimento)? (?=d[aeo] |para a |pra ))?'
const END = '(?: (?:pra|para) mim| ai)?[ .!?]*$'

const whole = (source: string): RegExp => new RegExp(`^(?:${source})${END}`, 'u')

const COMPLETE = [
  whole(
    `${LEAD}(?:${DO_DONE}|${DONE_STATE}|${CHECK})(?: ai)? ?[:,!-]? ?${ANY_REF}(?: (?:como )?${DONE_STATE}| ${CHECK}|,? ja| agora| da lista)?`,
  ),
  whole(
    `${LEAD}(?:marc(?:ar|a|ou)|marque|coloc(?:ar|a)|coloque|bot(?:ar|a)|deix(?:ar|a)) ${ANY_REF} (?:como|de|pra) ${DONE_STATE}`,
  ),
  whole(`${LEAD}(?:marc(?:ar|a)|marque) (?:como|de) ${DONE_STATE} ${ANY_REF}`),
  whole(
    `${REFS} ?[:,-]?(?: (?:ja|esta|ta|foi|e|estao|tao|foram|sao|agora)){0,3} ?(?:${DONE_STATE}(?: ${CHECK})?|${CHECK})`,
  ),
  whole(`${LEAD}a (?<word>${SPELLED})(?: (?:ja|esta|ta|foi)){0,3} ${DONE_STATE}`),
  whole(`${REFS},?(?: (?:eu|ja|nos|acabei de)){0,3} (?:fiz|fizemos|terminei|conclui|finalizei|resolvi|acabei|fazer)`),
]
const COMPLETE_WHICH = whole(
  `${LEAD}(?:${DO_DONE}|${CHECK}|feit[ao]|pront[ao]|concluid[ao]|terminad[ao])(?: (?:a|uma|essa|esta|minha|isso))?(?: tarefa)?`,
)
const CANCELS = [
  whole(`${LEAD}${CANCEL}(?: ai)? ?[:,!-]? ?${ANY_REF}(?: da lista)?`),
  whole(`${REFS}(?: (?:foi|esta|ta|foram|estao|tao))? ${CANCEL_STATE}`),
  whole(`(?:❌|🗑️?) ?${REFS}`),
]
const CANCEL_WHICH = whole(
  `${LEAD}(?:cancel(?:ar|a|e)|apagar?|excluir?|remov(?:er|e)|delet(?:ar|a|e))(?: (?:a|uma|essa|esta|minha|isso))?(?: tarefa)?`,
)
const SWAPS = [
  whole(`${LEAD}(?:troc(?:ar|a|o)|troque)(?: ${REFS}| (?:tudo|tod[ao]s|os dois|as duas|o valor|os valores))?`),
  whole(
    `${LEAD}(?:fic(?:ar|a|o)|fique) com (?:a outra|as outras|o outro|os outros)(?: versao| valor| valores)?(?: (?:d[ao]s? )?${REFS})?`,
  ),
  whole(`${LEAD}(?:prefiro )?(?:a outra|o outro) (?:versao|valor)`),
]
const MOVES: readonly (readonly [RegExp, boolean])[] = [
  [new RegExp(`^${LEAD}${MOVE_SURE}(?: ai)?${DATE_OF} ?[:,!-]? ?${REF}(?: ?[,:;])?(?<rest>(?: .*)?)$`, 'u'), true],
  [new RegExp(`^${LEAD}${MOVE}(?: ai)?${DATE_OF} ?[:,!-]? ?${REF}(?: ?[,:;])?(?<rest> .*)$`, 'u'), false],
  // The day first: "remarca pra amanhã a 3". "as 3" is an hour.
  [
    new RegExp(
      `^${LEAD}(?:${MOVE_SURE}|${MOVE})(?<rest> (?:pra|para|pro|p/) .{1,60}?),? (?:a |(?:as? )?${THING}s? )(?:numeros? |n[º°o]?\\.? ?)?(?<ref>${NUMBER}${LISTED})[ .!?]*$`,
      'u',
    ),
    false,
  ],
  [new RegExp(`^${REF} (?:fica|vai|passa|ficou|passou|ficam|vao|passam)(?<rest> .*)$`, 'u'), false],
  [new RegExp(`^${REF}(?<rest> (?:para|pra|pro|p/|->|→|=>) ?.*)$`, 'u'), false],
]
const MOVE_WHICH = whole(
  `${LEAD}(?:adi(?:ar|a|e)|remarc(?:ar|a)|remarque|reagend(?:ar|a|e)|posterg(?:ar|a)|prorrog(?:ar|a))(?: (?:a|uma|essa|esta|minha|isso))?(?: tarefa)?`,
)

const RANGE = /^ ?(?:-|(?:a|ao|ate)(?: a)?) ?(?:(?:# ?|n[º°o]?s?\.? ?))?$/

const UNDO = whole(
  '(?:(?:nao (?:era|e|foi) (?:isso|assim|esse|essa)|ops|opa|ih|eita|putz|errei|nao|calma|oops|ai|desculpa)[,!. ]{1,2})?(?:pode )?(?:desfaz(?:er)?|desfaca|desfaz ai|undo)(?: (?:isso|tudo|a ultima|o ultimo|ultima|por favor|ai))?(?: (?:acao|alteracao|mudanca|tarefa|coisa))?|volta(?:r)? atras',
)
const BRIEF = whole(
  '(?:(?:me )?(?:mand[ae]r?|pass[ae]r?|envi[ae]r?|d[ae]|dar|mostr[ae]r?|quero|ver|faz|faca|gera|gerar|qual(?: e)?)(?: me)? )?(?:(?:o|um|meu|seu|de novo o) )*(?:resumo|briefing|brief|resuminho)(?: (?:geral|diario|matinal|semanal|noturno|das tarefas|do meu dia|(?:do|deste) dia|da semana|de hoje|da manha|da noite|hoje|pra hoje|para hoje|agora|das minhas tarefas|de tarefas))?|resum[ae]r?(?: (?:o )?meu dia| o dia| minhas tarefas)?',
)
const HELP = whole(
  '(?:preciso de |quero )?ajuda(?: ai)?|(?:nao sei (?:usar|mexer)(?: nisso| aqui)?[,.]? )?me ajud[ae]r?(?: ai)?|o que da (?:pra|para) (?:fazer|pedir) (?:por )?aqui|socorro|help|[?？]+|menu|comandos?|(?:quais|lista de|ver|me mostra) (?:sao )?(?:os )?comandos(?: existem| tem| posso usar)?|(?:o )?que (?:e que )?(?:voce|vc|tu) (?:faz|sabe fazer|consegue fazer|pode fazer|e)|(?:o que|oq) (?:voce|vc) (?:faz|sabe fazer|consegue fazer|pode fazer)|o que (?:eu )?posso (?:fazer|pedir|falar|te pedir)(?: aqui)?|(?:como|cm) (?:isso |vc |voce |tu |e que |que )*(?:funciona|te uso|uso|usar|usa|eu uso|posso usar)(?: (?:isso|isto|voce|vc))?|instrucoes|tutorial|quem e (?:voce|vc)',
)
const PAUSE = whole('(?:parar?|pare|stop|paus[ae]r?|pausa)(?: tudo)?')
const RESUME = whole('(?:retom[ae]r?|volt[ae]r?|resume|continu[ae]r?|despausar?|reativ[ae]r?)(?: tudo)?')

export const commands = commandsOf({
  undo: UNDO,
  brief: BRIEF,
  help: HELP,
  pause: PAUSE,
  resume: RESUME,
  complete: COMPLETE,
  cancel: CANCELS,
  swap: SWAPS,
  moves: MOVES,
  which: { complete: COMPLETE_WHICH, cancel: CANCEL_WHICH, move: MOVE_WHICH },
  refsOf: ({ ref, word }) => (ref !== undefined ? numbersIn(ref, RANGE) : word !== undefined ? [numberOf(word)] : []),
  courtesyOf,
  listRequest,
})

/** "adiar 4 por 2 dias", "adiar 4 uma semana": counted from now. */
export const shift = (rest: string): string => {
  const words = rest
    .trim()
    .replace(/^(?:->|→|=>) ?/, '')
    .replace(/^(?:para|pra) (?=(?:tod|td|(?:a )?cada )[a-z ])/, '')
    // "de quarta para sexta": only where it goes counts.
    .replace(/^d[aeo]s? [^ ]{1,20}(?: [^ ]{1,20}){0,3}? (?=(?:para|pra|pro|p\/) )/, '')
  return /^(?:por |em |mais |uns |umas )*(?:\d{1,3}|[a-z]+(?: e [a-z]+)?) ?(?:dias?|semanas?|mes(?:es)?|horas?|h|min(?:utos?)?)(?: ute?is)?[ .!]*$/.test(
    words,
  )
    ? words.replace(/^(?:por |em |mais |uns |umas )*/, 'em ')
    : words
}
