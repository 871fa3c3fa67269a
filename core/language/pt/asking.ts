/** Words of courtesy before what is asked: "bom dia, comprar pão". */
export const GREETING =
  /^(?:(?:(?:oi+e?|ola|opa|e ai|eai|hey|bom dia|boa tarde|boa noite|tudo bem|td bem|por favor|por gentileza|pfv|pfvr|spark ?one)(?![a-z])[ ,.!?:;]*|(?:tudo bom|ok|blz|beleza|certo|valeu|vlw|(?:muito )?obrigad[oa]|obg|entao|olha|gente|amig[oa]|querid[oa]|pessoal|perfeito|show|otimo|spark|ei|pf) ?[,.!?:;][ ,.!?:;]*))+/

const LEMBRAR = '(?:lembr(?:a|e|ar|es|ando)|relembr(?:a|e|ar)|avis(?:a|e|ar)|notifi(?:ca|que|car)|recorda(?:r)?)'
const WHAT = '(?: (?:de que|que|de|para|pra|sobre|q|p/))?'
const TASK =
  '(?:(?:uma?|a|o|essa|esta|mais uma?) )?(?:nov[ao] )?(?:tarefa|lembrete|to-?do|afazer|compromisso|item|anotacao|nota|aviso|alarme)(?: nov[ao])?'
const MAKE =
  '(?:cri(?:a|e|ar)|adicion(?:a|e|ar)|anot(?:a|e|ar)|registr(?:a|e|ar)|inclu(?:i|a|ir)|coloc(?:a|ar|que)|coloque|bot(?:a|e|ar)|poe|por|cadastr(?:a|e|ar)|faz|faca|fazer|insir(?:a|ir)|insere|salv(?:a|e|ar)|ger(?:a|e|ar)|program(?:a|e|ar)|agend(?:a|e|ar)|marc(?:a|ar)|marque|defin(?:e|ir))'

/** What people say around a task; taken off its front again and again, with what punctuation follows. */
export const ASKING: readonly RegExp[] = [
  /^(?:por favor|por gentileza|pf|pfv|pfvr|entao|ai|olha|ah|tambem)(?![a-z])/,
  /^(?:voce |vc |tu )?(?:pode(?:ria)?|consegue|podes) (?=(?:me|lembr|cri|anot|adicion|agend|marc|avis))/,
  /^(?:eu )?(?:quero|queria|gostaria de|gostaria|preciso)(?: que (?:voce|vc))? (?=(?:me )?(?:lembr|cri|anot|adicion|agend|marc|avis))/,
  new RegExp(`^(?:nao )?(?:me )${LEMBRAR}(?: ai)?${WHAT}(?![a-z])`),
  new RegExp(`^${LEMBRAR}(?:-me|-nos| me| eu| ai|-se)${WHAT}(?![a-z])`),
  new RegExp(`^${LEMBRAR} (?:de que|de|que)(?![a-z])`),
  /^lembrar:/,
  new RegExp(
    `^(?:me )?${MAKE}(?:-me)?(?: (?:ai|pra mim|para mim|aqui|por favor))? ${TASK}(?: (?:pra mim|para mim|ai|aqui))?(?: (?:de|para|pra|que|com|chamad[ao]))?(?![a-z])`,
  ),
  new RegExp(
    `^(?:me )?${MAKE} (?:ai|na (?:minha )?(?:lista|agenda)|no (?:meu )?(?:calendario|caderno)|na minha lista|a lista)(?: que| de tarefas)?(?![a-z])`,
  ),
  /^(?:nova tarefa|novo lembrete|tarefa nova|lembretes?|tarefa|to-?do|nota|anotacao)(?= ?[:-])/,
  /^(?:nova tarefa|novo lembrete|tarefa nova)(?: de| para| pra)?(?![a-z])/,
  /^(?:lembretes?)(?: de| para| pra)?(?= [a-z])/,
  /^tarefa(?: de| para| pra)?(?= [a-z]+r )/,
  /^(?:to-?do|todo)(?= ?[:-])/,
  /^(?:anot[ae]|anotar|anote ai)(?: ai| isso| aqui)?(?: que| de)?(?![a-z])/,
  /^(?:nao (?:posso |podemos |devo |da pra |vou )?(?:me )?esque[cç](?:er|a|as|e|o)(?:-me)?|nao me deix(?:a|e|ar) esquecer|sem esquecer)(?: de que| de| que| do| da)?(?![a-z])/,
  /^(?:eu )?(?:tambem )?(?:preciso|precisamos|precisava)(?: (?:de|que))?(?= )/,
  /^(?:eu )?(?:tenho|temos|tinha) (?:que|de|q)(?= )/,
  /^(?:agend(?:a|ar|e)|marc(?:a|ar)|marque)(?! (?:d[eoa]s?|nov[ao]|cultural|semanal|telefonica)(?![a-z]))(?= )/,
  /^(?:que|de|para|pra)(?= [a-z]+r(?: |$))/,
]

/** Left hanging when what followed was taken. */
export const HANGING =
  /(?:^| )(?:ate|para|pra|pro|pras|p\/|na|no|nas|nos|em|as|a partir de|a partir|de|do|da|dia|la pelas|por volta de|e|que|proxim[ao]|antes d[eoa]|vence|sempre|comecando|,|-)$/
export const HANGING_FRONT = /^(?:e|que)(?= )/
