import type { PageDocument, PageElement, PageField } from './dom.ts'
import type { FormFacts } from './page-facts.ts'

declare const document: PageDocument
declare const location: { readonly href: string }
declare const Event: new (type: string, options: object) => object

export interface Filling {
  readonly form: Pick<FormFacts, 'index' | 'submitter' | 'path'>
  /** plausible: what a person might write. empty: nothing in any field, as a hurried person sends it. */
  readonly values: 'plausible' | 'empty'
  /** Tells this filling's texts from those of another, where two of a kind are refused. */
  readonly mark: string
  /** What belongs into fields of these names. */
  readonly known?: Readonly<Record<string, string>> | undefined
}

/**
 * Fills a form and sends it as a click on its button would, whatever the browser's own validation says: the server is
 * asked. Hidden fields stay as they are, and so do language and role: one who goes on is who they were. Runs inside the page and sees nothing of this file.
 */
export const fillAndSend = ({ form: { index, submitter, path }, values, mark, known = {} }: Filling): boolean => {
  const form = [...document.forms][index]
  const buttons = [...document.querySelectorAll('button, input[type=submit], input[type=image]')]
  const button = submitter === null ? null : (buttons[submitter] ?? null)
  const action = button?.getAttribute('formaction') ?? form?.getAttribute('action') ?? ''
  if (form === undefined || new URL(action, location.href).pathname !== path) return false
  const byName: readonly (readonly [RegExp, string])[] = [
    [/zone/i, 'America/Sao_Paulo'],
    [/mail/i, `pessoa.${mark}@sparkone.test`],
    [/phone|number|whatsapp/i, '+5511987650099'],
    [/code|totp/i, '123456'],
    [/date|due/i, '2031-03-14'],
    [/time|hour|start|end/i, '09:30'],
  ]
  const byType: Readonly<Record<string, string>> = {
    email: `pessoa.${mark}@sparkone.test`,
    password: `uma frase comprida ${mark}`,
    date: '2031-03-14',
    time: '09:30',
    'datetime-local': '2031-03-14T09:30',
    month: '2031-03',
    tel: '+5511987650099',
    url: 'https://sparkone.test/',
    color: '#336699',
  }
  const plausible = (field: PageField): string =>
    known[field.name] ??
    byType[field.type] ??
    (field.type === 'number' || field.type === 'range' ? field.min || '1' : undefined) ??
    byName.find(([name]) => name.test(field.name))?.[1] ??
    `Ligar para a Júlia ${mark}`
  const groups = new Set<string>()
  for (const field of form.elements) {
    if (field.disabled || field.matches('button, fieldset, output, [type=hidden], [type=submit], [type=file]')) continue
    if (field.matches('select[name=locale], select[name=role]')) continue
    if (field.type === 'checkbox') field.checked = values === 'plausible'
    else if (field.type === 'radio') {
      field.checked = values === 'plausible' && !groups.has(field.name)
      groups.add(field.name)
    } else if (field.tagName === 'SELECT') {
      const options = [...field.options].filter((option) => !option.disabled)
      const chosen = values === 'plausible' ? options.at(-1) : options[0]
      if (chosen !== undefined) chosen.selected = true
    } else field.value = values === 'plausible' ? plausible(field) : ''
    const element = field as PageElement as PageElement & { dispatchEvent(event: object): void }
    for (const type of ['input', 'change']) element.dispatchEvent(new Event(type, { bubbles: true }))
  }
  form.noValidate = true
  form.requestSubmit(button)
  return true
}
