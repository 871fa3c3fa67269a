import type { PageDocument, PageElement, PageField, PageForm } from './dom.ts'

declare const document: PageDocument
declare const getComputedStyle: (element: PageElement) => { readonly overflowX: string }
declare const location: {
  readonly href: string
  readonly origin: string
  readonly pathname: string
  readonly search: string
}

export interface FormFacts {
  readonly index: number
  /** Which of its buttons sends it; null: it has none, or one without a say in where it goes. */
  readonly submitter: number | null
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly fields: readonly string[]
}

export interface PageFacts {
  readonly title: string
  readonly language: string
  readonly headings: readonly string[]
  /** Fields that nobody can name. */
  readonly unlabelled: readonly string[]
  /** Pieces of text that look like a program's insides. */
  readonly odd: readonly string[]
  /** How many pixels wider than the screen it is, and what sticks out. */
  readonly overflow: number
  readonly sticking: readonly string[]
  /** Links into the page itself that lead nowhere, and ids that stand for two things. */
  readonly lost: readonly string[]
  /** What changes something and would not without JavaScript. */
  readonly scripted: readonly string[]
  /** What can be opened and has no id, by which it stays open when the page reads itself again. */
  readonly closing: readonly string[]
  readonly links: readonly string[]
  readonly assets: readonly string[]
  readonly forms: readonly FormFacts[]
}

/** All that a crawl wants to know of a page. Runs inside it and sees nothing of this file. */
export const readPage = (): PageFacts => {
  const all = (selector: string): PageElement[] => [...document.querySelectorAll(selector)]
  const shown = (element: PageElement): string =>
    `${element.tagName.toLowerCase()}${element.id ? `#${element.id}` : ''} ${(element.getAttribute('name') ?? element.textContent.trim()).slice(0, 40)}`
  const here = (path: string | null): URL => new URL(path ?? '', location.href)
  const isOurs = (url: URL): boolean => url.origin === location.origin

  const isNamed = (field: PageElement): boolean =>
    ((field as PageField).labels?.length ?? 0) > 0 ||
    field.hasAttribute('aria-label') ||
    field.hasAttribute('aria-labelledby')
  const ODD = /undefined|\[object \w+\]|\bNaN\b|Invalid Date|\{\{?\s*\w+\s*\}?\}|\$\{|&(?:amp|lt|gt|quot|#\d+);/g

  const spoken = ['aria-label', 'title', 'placeholder', 'alt', 'value'].flatMap((name) =>
    all(`[${name}]`).map((element) => element.getAttribute(name) ?? ''),
  )

  const right = document.documentElement.clientWidth
  const overflow = document.documentElement.scrollWidth - right
  const isInside = (element: PageElement): boolean => element.getBoundingClientRect().right <= right + 1
  const isClipped = (element: PageElement): boolean => {
    const parent = element.parentElement
    if (parent === null || parent === document.body) return false
    return getComputedStyle(parent).overflowX !== 'visible' || isClipped(parent)
  }
  // The innermost that reaches over the edge, with its box or with the words in it.
  const sticks = (element: PageElement): boolean => {
    if (isClipped(element)) return false
    if (!isInside(element)) return [...element.children].every(isInside)
    return element.children.length === 0 && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0
  }
  // What is too wide widens its neighbours: it is mostly the one with the longest word.
  const longest = (element: PageElement): number =>
    Math.max(...element.textContent.split(/\s+/).map((word) => word.length))
  const sticking = overflow > 0 ? all('body *').filter(sticks) : []

  const anchors = all('a[href], area[href]').map((anchor) => ({ anchor, url: here(anchor.getAttribute('href')) }))
  const isHere = ({ url }: { url: URL }): boolean =>
    isOurs(url) && url.pathname + url.search === location.pathname + location.search
  const ids = all('[id]').map(({ id }) => id)

  // With JavaScript what stands in noscript is not for anybody; htmx leaves it in the document all the same.
  const isForOthers = (button: PageElement): boolean => button.closest('noscript')?.checkVisibility() === false
  const formsOf = (form: PageForm, index: number): FormFacts[] => {
    const fields = [...form.elements]
      .filter(({ name, type }) => name !== '' && type !== 'submit')
      .map(({ name }) => name)
    const buttons = all('button, input[type=submit], input[type=image]')
      .map((button, at) => ({ button: button as PageField, at }))
      .filter(
        ({ button }) => button.form === form && button.type === 'submit' && !button.disabled && !isForOthers(button),
      )
    const one = (submitter: number | null, button: PageElement | null): FormFacts => ({
      index,
      submitter,
      method:
        (button?.getAttribute('formmethod') ?? form.getAttribute('method') ?? 'get').toLowerCase() === 'post'
          ? 'POST'
          : 'GET',
      path: here(button?.getAttribute('formaction') ?? form.getAttribute('action') ?? '').pathname,
      fields: [
        ...new Set([
          ...fields,
          ...(button?.getAttribute('name') ? [`${button.getAttribute('name')}=${button.getAttribute('value')}`] : []),
        ]),
      ],
    })
    return buttons.length === 0 ? [one(null, null)] : buttons.map(({ button, at }) => one(at, button))
  }

  return {
    title: document.title.trim(),
    language: document.documentElement.getAttribute('lang') ?? '',
    headings: all('h1').map((heading) => heading.textContent.trim()),
    unlabelled: all('input:not([type=hidden], [type=submit], [type=button], [type=image]), select, textarea')
      .filter((field) => !isNamed(field))
      .map(shown),
    odd: [document.title, document.body.textContent, ...spoken].join('\n').match(ODD) ?? [],
    overflow,
    sticking: sticking
      .toSorted((one, other) => longest(other) - longest(one))
      .slice(0, 3)
      .map(shown),
    lost: [
      ...anchors
        .filter(
          (one) => isHere(one) && one.url.hash.length > 1 && document.getElementById(one.url.hash.slice(1)) === null,
        )
        .map(({ url }) => `link to ${url.hash}`),
      ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `id ${id} twice`),
    ],
    scripted: all('[hx-post], [hx-put], [hx-patch], [hx-delete]')
      .filter((element) => element.closest('form[method=post i]') === null)
      .map(shown),
    closing: all('details:not([id])').map(shown),
    links: anchors
      .filter((one) => isOurs(one.url) && !(isHere(one) && one.url.hash !== ''))
      .map(({ url }) => url.pathname + url.search),
    assets: all('link[href], script[src], img[src]')
      .map((element) => here(element.getAttribute('href') ?? element.getAttribute('src')))
      .filter(isOurs)
      .map(({ pathname, search }) => pathname + search),
    forms: [...document.forms].flatMap(formsOf),
  }
}

/** What is wrong with a page as such. */
export const faultsOf = (facts: PageFacts, locale: string): readonly string[] => [
  ...(facts.title === '' ? ['no title'] : []),
  ...(facts.language === locale ? [] : [`lang is ${facts.language || 'absent'}, not ${locale}`]),
  ...(facts.headings.length === 1 && facts.headings[0] !== ''
    ? []
    : [`${facts.headings.length} h1: ${facts.headings.join(', ')}`]),
  ...facts.unlabelled.map((field) => `no label: ${field}`),
  ...facts.odd.map((words) => `untranslated or unfilled: ${words}`),
  ...(facts.overflow > 0 ? [`${facts.overflow} pixels wider than the screen: ${facts.sticking.join(' | ')}`] : []),
  ...facts.lost.map((what) => `leads nowhere or anywhere: ${what}`),
  ...facts.closing.map((what) => `closes when its page reads itself again: ${what}`),
  ...facts.scripted.map((what) => `does nothing without JavaScript: ${what}`),
]
