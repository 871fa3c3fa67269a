import { checkPersonName } from '../../../core/people/index.ts'

/** Whether a person may be called that. */
export const isName = (name: string): boolean => {
  try {
    return checkPersonName(name) !== ''
  } catch {
    return false
  }
}
