import { type DefaultTreeAdapterTypes, parse } from 'parse5'

type Node =
  | DefaultTreeAdapterTypes.ChildNode
  | DefaultTreeAdapterTypes.Document
  | DefaultTreeAdapterTypes.DocumentFragment

/** Nothing of ours has a name with this in it. */
export const MARK = 'xss'

/** Texts that become an element, an attribute or an address where they are not written as text. */
export const HOSTILE: readonly string[] = [
  `"><${MARK}-a onpointerenter=alert(1)></${MARK}-a>`,
  `'><${MARK}-a href=javascript:alert(1)>`,
  `</title></textarea></script></style></noscript><${MARK}-a>`,
  `--><${MARK}-a>`,
  `" ${MARK}-attribute="1`,
  `' ${MARK}-attribute='1`,
  `\` ${MARK}-attribute=1 `,
  `javascript:${MARK}()`,
  `&quot;&gt;&lt;${MARK}-a&gt;`,
  `<svg><${MARK}-a/onload=alert(1)>`,
  `\u2028<${MARK}-a>\u202e`,
]

/** The texts in one, short enough for most fields, so that one house shows them all. */
export const ALL_HOSTILE = HOSTILE.join(' ')

const ADDRESSES = new Set([
  'href',
  'src',
  'action',
  'formaction',
  'hx-get',
  'hx-post',
  'data-to',
  'data-options',
  'data-answer',
])

const nodesIn = (node: Node): readonly Node[] => {
  const inside = 'childNodes' in node ? node.childNodes : []
  const template = 'content' in node ? [node.content] : []
  return [node, ...[...inside, ...template].flatMap(nodesIn)]
}

/** What a browser would make of a page that no page of ours has, by the parser of the HTML standard. */
export const foreignIn = (html: string): readonly string[] =>
  nodesIn(parse(html)).flatMap((node) => {
    if (!('tagName' in node)) return []
    const { tagName, attrs } = node
    const own = attrs.map(({ name, value }) => ({ name, value: value.trim() }))
    const isScript = tagName === 'script' || tagName === 'iframe' || tagName === 'object' || tagName === 'embed'
    return [
      ...(tagName.includes(MARK) ? [`<${tagName}>`] : []),
      ...(isScript && !own.some(({ name, value }) => name === 'src' && /^\/web\/assets\/\w+\/\w+\.js$/.test(value))
        ? [`<${tagName}>`]
        : []),
      ...(isScript && node.childNodes.length > 0 ? [`text in <${tagName}>`] : []),
      ...(tagName === 'style' || tagName === 'base' ? [`<${tagName}>`] : []),
      ...own
        .filter(
          ({ name, value }) =>
            name.includes(MARK) ||
            /^(?:on|hx-on|style$|srcdoc$)/.test(name) ||
            (ADDRESSES.has(name) && !/^(?:\/(?![/\\])|#|https:\/\/)/.test(value)),
        )
        .map(({ name, value }) => `<${tagName} ${name}="${value}">`),
    ]
  })

/** Every form of a page, with its fields as a browser would send them. */
export const formsIn = (html: string): readonly { method: string; action: string; fields: Record<string, string> }[] =>
  nodesIn(parse(html)).flatMap((node) => {
    if (!('tagName' in node) || node.tagName !== 'form') return []
    const attributeOf = (of: typeof node, name: string) => of.attrs.find((one) => one.name === name)?.value ?? ''
    const controls = nodesIn(node).filter((one) => 'tagName' in one) as (typeof node)[]
    const fields = controls.flatMap((one) => {
      const name = attributeOf(one, 'name')
      return name === '' ? [] : [[name, attributeOf(one, 'value')] as const]
    })
    return [
      { method: attributeOf(node, 'method'), action: attributeOf(node, 'action'), fields: Object.fromEntries(fields) },
    ]
  })

/** Every address that a page leads to by a link. */
export const linksIn = (html: string): readonly string[] =>
  nodesIn(parse(html)).flatMap((node) =>
    'tagName' in node && node.tagName === 'a'
      ? node.attrs.filter(({ name }) => name === 'href').map(({ value }) => value)
      : [],
  )
