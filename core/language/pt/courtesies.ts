import { makeCourtesyOf } from '../courtesy.ts'

const FAREWELLS =
  'tchau(?:zinho)?|xau|ate (?:mais|logo|breve|amanha|depois|ja|a proxima|mais tarde|la|outra hora|segunda)|ate|falou|flw|falow|fui|bom descanso|abracos?|abs|bom trabalho|(?:que )?deus (?:te|o|a|nos) abencoe|fica com deus|fique com deus|bjs?|beijos?|bom fim de semana|bom final de semana|boa semana|bom feriado|adeus|feliz (?:natal|ano novo|pascoa)|boas festas|durma bem|bons sonhos'
const THANKS =
  '(?:muito |mto |mt )?(?:obrigad(?:a|o|ao|inho|inha|ao)|obg|obgd|brigad(?:a|o|ao|inho|inha)|agradecid[ao]|grat[ao])(?: (?:mesmo|demais|pela ajuda|por tudo|spark(?:one)?|viu|ta|querid[ao]))*|vale(?:u|uu+|w)(?: (?:mesmo|demais))?|vlw|tmj|tamo junto|agradeco|perfeito|otimo|otima|excelente|maravilha|show(?: de bola)?|top|massa|legal|bacana|beleza|blz|bele|ok+|okay|oks|certo|certinho|combinado|fechado|ta bom|ta bem|ta certo|tudo certo|ta (?:ok|otimo|joia|show|perfeito|tranquilo)|fechou|tudo ok|entendi|entendido|isso|isso ai|isso mesmo|joia|jóia|de boa|boa|genial|sensacional|amei|adorei|parabens|arrasou|de nada|por nada|imagina'
const GREETINGS =
  'o+i+e?|ola+|opa+|e ai|eai|iai|ei|hey|hello|hi|alo|salve|fala(?: (?:ai|comigo))?|bo[mn] dia+|bondia|boa+ tarde+|boa+ noite+|boas|tudo (?:bem|bom|joia|certo|tranquilo)(?: (?:com (?:voce|vc)|por ai|ai))?|td (?:bem|bom|certo)|como (?:vai|voce esta|vc esta|vc ta|voce ta|esta|estao as coisas|vao as coisas|tem passado)(?: (?:voce|vc))?|beleza\\?|tranquilo|e voce|e vc|quanto tempo|turma|pessoal|gente|spark(?:one)?|amig[ao]|querid[ao]'
const OTHER =
  'sim|nao|n|s|claro|talvez|(?:k{3,}|(?:ha){2,}h?|(?:rs)+|(?:he){2,})|aham|uhum|nossa|eita|hm+|ah+|teste|testando'

export const courtesyOf = makeCourtesyOf({
  farewell: FAREWELLS,
  thanks: THANKS,
  greeting: GREETINGS,
  other: OTHER,
})
