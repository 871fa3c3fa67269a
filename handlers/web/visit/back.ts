import type { Typed } from './form.ts'
import { safePath } from './guard.ts'

/** Where a form wants to go on after it was done: a page of ours, whatever it says. */
export const backIn = (form: Typed, otherwise = '/web'): string => {
  const back = form.one('back')
  return back === '' ? otherwise : safePath(back)
}
