const CONNECT = '(?: (?:de|do|da|dos|das|que|q|para|pra|p/)(?= )| ?[:,-])*'
const NOTE =
  '(?:um |uma |o |a |mais uma? |nova |novo )*(?:tarefa|lembrete|task|todo(?! (?:o|a|os|as|mundo|dia) )|to-do|anotacao|nota|pendencia|compromisso|item|aviso)(?: nov[ao])?(?: chamad[ao])?'
const INFINITIVE = '(?= [a-z]*[aei]r(?:-se)?(?: |$))'

const at = (source: string): RegExp => new RegExp(`^(?:${source})`, 'u')
const asked = (source: string): RegExp => at(`(?:${source})${CONNECT}(?= |$)`)

const GREETING =
  '(?:oi+e?|ola|opa|e ai|eai|ei|hey|bom dia|boa tarde|boa noite|fala|alo)(?: (?:spark(?:one)?|pessoal|gente|amig[ao]))?'

const COURTESY =
  '(?:tudo (?:bem|bom|certo)|td bem|como vai|beleza|blz|(?:muito )?obrigad[ao](?: (?:mesmo|demais))?|valeu|vlw|ok|certo|perfeito|show|legal)'

/** What may come before a command and changes nothing about it. */
export const opening = at(
  `(?:${GREETING} ?[,!.:;]* ?|${COURTESY} ?[,!.:;?]+ ?|@?spark(?:one)? ?[,:!]? ?|(?:por favor|por gentileza|pfv?|favor)[ ,:]+)(?=[^ ])`,
)

/** How Brazilians begin when they ask to be reminded. Tried again and again until none is left. */
export const asking: readonly RegExp[] = [
  at(`(?:${GREETING}|${COURTESY}) ?[,!.:;?]+`),
  at('(?:agora|entao|tambem|e)(?= (?:me lembr|nao esquec|anota|cria|preciso))'),
  at(`${GREETING}(?= (?:me |lembr|preciso|nao esquec|anota|criar? |agend|nova tarefa))`),
  at('@?spark(?:one)? ?[,:!]?'),
  at(
    '(?:sera que|mds|nossa|gente|putz|eita|ai|ih|ah|olha|olhe|cara|mano|caramba)[ ,!]{1,3}(?=(?:eu |vc |voce |da pra |tem como )?(?:pode |consegue )?(?:me (?:lembr|avis)|preciso|tenho que|nao posso|nao esquec))',
  ),
  at('(?:por favor|por gentileza|pfv?|pf|porfavor|favor)(?: ?[,:])?(?= )'),
  at('(?:[-*•·–>]|\\[ ?\\]|✏️|📝|📌|⏰|🔔) ?'),
  asked(
    '(?:(?:(?:voce |vc |tu )?(?:pode(?:ria)?|consegue|da pra|tem como|(?:quero|queria|preciso) (?:que|q)|gostaria que)(?: (?:voce|vc|tu))?|voce|vc|tu) )?(?:me |nos )(?:lembr(?:a|e|ar|es|asse)|avis(?:a|e|ar|asse)|cobr(?:a|e|ar)|record(?:a|e|ar))(?: (?:ai|depois|tambem))?',
  ),
  asked('lembr(?:a|e|ar)-(?:me|nos)'),
  asked('lembr(?:a|e|ar)(?: eu)?(?= (?:de|que|d[ao]s?) )'),
  at(`lembr(?:a|e|ar)${INFINITIVE}`),
  asked('lembr(?:a|e|ar)(?= ?[:-] )'),
  asked(
    '(?:nao|n|nunca) (?:(?:me |nos )?(?:deix[ae]r?|posso|podemos|vou|quero|da pra) )?(?:(?:eu |me |te |se )?esquec(?:er|a|e|o|amos)(?:-me)?)(?= (?:de|que|d[ao]s?) | ?:)',
  ),
  at(
    `(?:nao|n|nunca) (?:(?:me |nos )?(?:deix[ae]r?|posso|podemos|vou|quero) )?(?:(?:eu |me |te |se )?esquec(?:er|a|e|o)(?:-me)?)${INFINITIVE}`,
  ),
  asked(
    `(?:(?:voce |vc )?(?:pode|quero|preciso|vamos) )?(?:cri(?:a|e|ar)|adicion(?:a|e|ar)|add|coloc(?:a|ar)|coloque|bot(?:a|e|ar)|inclu(?:i|a|ir)|registr(?:a|e|ar)|anot(?:a|e|ar)|faz(?:er)?|abr(?:e|a|ir)|cadastr(?:a|e|ar)|salv(?:a|e|ar)|p[oô]e)(?: ai| (?:pra|para) mim)? ${NOTE}`,
  ),
  asked(
    '(?:(?:voce |vc )?(?:pode|consegue) )?(?:anot(?:a|e|ar)|registr(?:a|e|ar))(?: (?:ai|isso|ai pra mim|pra mim|para mim|na lista|na agenda))(?: ai)?',
  ),
  asked('anot(?:a|e|ar)(?= ?[:,-])'),
  at(`anot(?:a|e|ar)${INFINITIVE}`),
  at(`(?:coloc(?:a|ar)|coloque|bot(?:a|e|ar)|p[oô]e|adicion(?:a|e|ar)|inclu(?:i|a|ir)) ai(?:${INFINITIVE}| ?[:,-])`),
  asked(
    '(?:coloc(?:a|ar)|coloque|bot(?:a|e|ar)|p[oô]e|adicion(?:a|e|ar)|inclu(?:i|a|ir)) (?:ai )?(?:na|a) (?:minha )?(?:lista|agenda)(?: de tarefas)?',
  ),
  asked(
    'nov[ao] (?:tarefa|lembrete|task|compromisso)|(?:tarefa|lembrete|task|to-?do|todo|compromisso|nota|aviso)(?= ?[:-] )',
  ),
  asked('lembretes?(?= [a-z])(?! (?:do|da|no|na) (?:celular|app|telefone))'),
  asked('tarefa(?= (?:de|para|pra) [a-z]*[aei]r )'),
  at(
    "(?:(?:voce |vc )?(?:pode|quero|preciso|vamos|favor) )?(?:agend(?:a|e|ar|em)|marc(?:a|ar)|marque)(?: (?:ai|pra mim|para mim|na agenda|uma tarefa))? ?:?(?= )(?! (?:com|por|para|pra|sobre|d[aeo]s?|d'|como|no|na|tod[ao]) )",
  ),
  at('(?:eu )?preciso(?: (?:me )?lembrar)?(?: muito| urgentemente| mesmo)?(?: (?:de|que|q))?(?= )'),
  at(`(?:eu )?(?:tenho|temos|tem) (?:que|q|de)${INFINITIVE}`),
  at(`(?:eu )?(?:devo|precisamos|precisava|precisaria)${INFINITIVE}`),
]

export const closing =
  /(?:[ ,.;!]{1,3}(?:por favor|por gentileza|pfv|pf|ta|ok|blz|obrigad[ao]|obg|valeu|vlw|please)){1,3}[ .!]{0,3}$/
export const dangling =
  /(?:^|[ ,;:(–-])(?:ate|para|pra|pro|na|no|em|as|ao|e|dia|por|com prazo|prazo|que|no maximo|(?:n?o )?mais tardar|p\/|para o|pra o|ate o|ate a)$/
export const leftover = /^,? ?(?:no maximo|(?:n?o )?mais tardar)(?=$|[ ,.;:!?)])/
export const joining = /^(?:de|que|q|para|pra|e|é|:)(?= )/

/** What is asked stands between these words. */
export const around =
  /^(?:(?:pode )?(?:adicion(?:a|e|ar)|coloc(?:a|ar)|coloque|bot(?:a|e|ar)|inclu(?:i|a|ir)|poe|por|acrescent(?:a|e|ar)|anot(?:a|e|ar)) )(?<what>.+?) (?:n[ao]|em) (?:minha |meu )?(?:lista|agenda)(?: de tarefas)?[ .!]*$/
