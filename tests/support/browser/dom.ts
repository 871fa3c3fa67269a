/** As much of a browser's document as functions that run inside a page look at: the types of the rest are not loaded. */
export interface PageElement {
  readonly tagName: string
  readonly id: string
  readonly textContent: string
  readonly parentElement: PageElement | null
  readonly children: ArrayLike<PageElement> & Iterable<PageElement>
  readonly labels: ArrayLike<PageElement> | null
  readonly dataset: Record<string, string | undefined>
  readonly clientWidth: number
  readonly scrollWidth: number
  getAttribute(name: string): string | null
  hasAttribute(name: string): boolean
  matches(selector: string): boolean
  closest(selector: string): PageElement | null
  querySelector(selector: string): PageElement | null
  querySelectorAll(selector: string): Iterable<PageElement>
  getBoundingClientRect(): { left: number; right: number; top: number; bottom: number; width: number; height: number }
  checkVisibility(options?: { visibilityProperty?: boolean; opacityProperty?: boolean }): boolean
}

export interface PageField extends PageElement {
  readonly name: string
  readonly type: string
  readonly disabled: boolean
  readonly min: string
  readonly autocomplete: string
  readonly options: Iterable<PageField>
  readonly form: PageForm | null
  checked: boolean
  selected: boolean
  value: string
}

export interface PageForm extends PageElement {
  readonly elements: Iterable<PageField>
  noValidate: boolean
  requestSubmit(submitter?: PageElement | null): void
}

export interface PageDocument {
  readonly title: string
  readonly documentElement: PageElement
  readonly body: PageElement
  readonly activeElement: PageElement | null
  readonly forms: Iterable<PageForm>
  getElementById(id: string): PageElement | null
  querySelectorAll(selector: string): Iterable<PageElement>
}
