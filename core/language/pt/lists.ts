import type { ListRequest } from '../grammar.ts'

const THINGS =
  '(?:tarefas?|tasks|pendencias?|afazeres|a fazeres|compromissos?|lembretes?|atividades|to-?dos?|demandas|deveres|coisas (?:pra|para|a) fazer)'
const ASK =
  '(?:(?:me )?(?:mostr[ae]r?|list[ae]r?|exib[aei]r?|envi[ae]r?|mand[ae]r?|diga|diz|fala|traga|traz|ve|veja|ver|quero ver|consultar?|checar|abr[ei]r?|quero|lembra)(?: me)?(?: ai)?|quais(?: (?:sao|as|os|que|e))*|qual(?: e)?|cade|quantas?|tenho|temos|tem|ha|existe|existem|como (?:esta|ta|estao|tao|anda)) '
const OWN =
  '(?:(?:todas|todos|as|os|a|o|minhas?|meus?|suas|nossas?|alguma?s?|algum|mais|de|qual|outras?|proxim[ao]s|so|apenas) )*'
const STATE =
  '(?: (?:que )?(?:(?:estao|esta|sao|foram|ficaram|eu|ja|ainda) )*(?<state>atrasad[ao]s?|vencid[ao]s?|em atraso|pendentes?|em aberto|abert[ao]s|concluid[ao]s?|feit[ao]s?|finalizad[ao]s?|complet[ao]s|completad[ao]s|terminad[ao]s?|fiz|conclui|terminei))?'
const VERBS =
  '(?: (?:(?:que|eu|nos|a gente|se|ainda|me|ja) )*(?:tenho|temos|tem|vencem|vence|faltam|falta|restam|resta|para fazer|pra fazer|a fazer|que fazer|fazer|marcad[ao]s?|agendad[ao]s?|programad[ao]s?))*'

const BY_THING = new RegExp(
  `^(?:${ASK})?${OWN}(?:lista de |agenda de |relacao de )?(?:(?<set>lista|agenda)|${THINGS})${STATE}${VERBS}(?<rest>(?: .*)?)$`,
  'u',
)
const LIST_VERB = /^(?:listar?|(?:me )?(?:mostr[ae]r?|list[ae]r?|ver|quero ver)(?: tudo| todas| todos))$/u
/** "amanhã tem o quê?": the date first. */
const DATE_FIRST =
  /^(?:e )?(?<rest>[^ ,]{2,20}(?: [^ ,]{1,20}){0,4}?),? (?:(?:o que|oq|que) (?:eu )?(?:tenho|tem|vence)|(?:eu )?(?:tem|tenho) (?:o que|oq|algo|alguma coisa))(?: (?:pra|para|que) fazer| marcado)?$/u

const QUESTION =
  '(?:e )?(?:tudo (?:o )?que|o q(?:ue)?(?: e q(?:ue)?)?|oq(?:ue)?|oque|q|que|quais(?: as)? coisas|tem (?:algo|alguma coisa|mais alguma coisa)|(?:eu )?tenho (?:algo|alguma coisa|mais alguma coisa)|algo|alguma coisa|tem|(?:eu )?tenho(?= (?:pra|para|que|hoje|amanha)))'
const FILLER =
  '(?:eu|nos|a gente|ja|ainda|tenho|temos|tem|vem(?: por ai)?|ha|preciso|precisamos|falta|faltam|devo|vence|vencem|esta|ta|vou ter|vou|fazer|marcado|marcada|pendente|que|pra fazer|para fazer|a fazer|na agenda|na lista|na minha agenda|na minha lista|pra mim|agendado|programado|planejado|em aberto|mais|de importante|de bom|me espera|ficou|sobrou|rola|sera|resolver|entregar|minha vida|pela frente)'
const BY_QUESTION = new RegExp(
  `^(?:(?:me )?(?:mostr[ae]r?|diz|diga|fala|lista|liste|ver|quero ver|manda) )?${QUESTION}(?<filler>(?: ${FILLER}){1,8})?(?: (?<state>atrasad[ao]s?|vencid[ao]s?|em atraso|fiz|fizemos|conclui|terminei|completei))?(?<rest>(?: .*)?)$`,
  'u',
)
const BY_STATE =
  /^(?:(?:me )?(?:mostr[ae]r?|list[ae]r?|ver|quero ver|mand[ae]) )?(?:as |os |so (?:as )?|(?:quais|o que|oq) (?:que )?(?:eu )?(?:tenho |estao |esta |ta |tem )?|tenho (?:algo |alguma coisa |alguma )?)?(?<state>atrasad[ao]s|vencid[ao]s|pendentes|em atraso|concluid[ao]s|finalizad[ao]s)(?<rest>)$/u
const MY_DAY = /^(?:como (?:esta|ta|vai ser|sera|fica) )?(?:o )?meu dia(?<rest>(?: .*)?)$/u

/** "falta o que pra hoje?" */
const VERB_FIRST =
  /^(?:ainda )?(?:falta|faltam|resta|sobrou|tem|tenho|temos|vence|ficou) (?:o que|oq|oque)(?: (?:pra|para) (?:fazer|resolver))?(?<rest>(?: .*)?)$/u
/** "to livre sexta?": only asked, not told. */
const FREE = /^(?:eu |sera que )*(?:to|tou|estou|vou estar) (?:livre|ocupad[ao])(?<rest> .+)$/u

const WEEK =
  /^(?: ?(?:d[aeo]s?|para|pra|n[ao]s?|dur[a-z]+|ao longo d[ao]))? ?(?:(?:a|est[ae]|ess[ae]|dest[ae]|dess[ae]|nest[ae]|ness[ae]) )?(?:(?:minha )?semana(?: toda| inteira| que vem)?|proxima semana|(?:o |os )?(?:proximos|prox) (?:\d|sete|dias|7) ?dias?|proximos dias)$/u

const request = (state: string | undefined, words: string): ListRequest => {
  const rest = words
    .replace(/[ ?!.]+$/, '')
    .replace(/^ (?:de|pra|para|em|que (?:tenho|temos|vencem|vence)|vencem|vence) ?(?=$)/, '')
  const completed = /^(?:concluid|feit|finalizad|complet|terminad|fiz|conclui|terminei)/.test(state ?? '')
  const isOverdue = /^(?:atrasad|vencid|em atraso)/.test(state ?? '')
  if (WEEK.test(rest)) return { rest: '', due: 'week', completed }
  return { rest, due: isOverdue ? 'overdue' : null, completed }
}

/** What a message asks to see; `rest` must still turn out to be a date or nothing. */
export const listRequest = (message: string): ListRequest | null => {
  const words = message.replace(/[ ?!.]+$/, '')
  if (LIST_VERB.test(words)) return request(undefined, '')
  const day = MY_DAY.exec(words)
  if (day !== null) return request(undefined, day.groups?.rest || ' hoje')
  const freeOn = message.trimEnd().endsWith('?') ? FREE.exec(words) : null
  const match =
    BY_STATE.exec(words) ?? BY_THING.exec(words) ?? BY_QUESTION.exec(words) ?? VERB_FIRST.exec(words) ?? freeOn
  if (match === null) {
    const dated = DATE_FIRST.exec(words)
    return dated === null ? null : request(undefined, ` ${dated.groups?.rest ?? ''}`)
  }
  const { state, rest, filler } = match.groups ?? {}
  // "que" alone asks nothing.
  if (
    /^(?:q|que|tem|algo)$/.test(words) ||
    (filler === undefined && state === undefined && rest === '' && /^(?:e )?(?:o q|o que|oq)$/.test(words))
  )
    return null
  return request(state, rest ?? '')
}
