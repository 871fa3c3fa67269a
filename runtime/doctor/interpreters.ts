import type { Probe } from '../../handlers/http/index.ts'
import type { Finding } from './finding.ts'
import type { Words } from './words.ts'

type Answer = Pick<Probe, 'status' | 'detail'>

/** Whether the agent is there for us, and for us alone. */
export const agnoFound = ({ status, detail }: Answer, openToAll: boolean | null, words: Words): Finding => {
  const finding = { check: 'agno', name: words.agno }
  if (status === 'disabled') return { ...finding, status: 'off', found: words.notConfigured, advice: null }
  if (status === 'unavailable') {
    const { other, ...known } = words.mendAgno
    const advice = detail in known ? known[detail as keyof typeof known] : other
    return { ...finding, status: 'failed', found: words.agnoState[detail] ?? words.silent, advice }
  }
  return openToAll === true
    ? { ...finding, status: 'warning', found: words.openToAll, advice: words.closeAgno }
    : { ...finding, status: 'ok', found: words.agnoWell, advice: null }
}

/** Whether the server of LLM_BASE_URL answers, and knows the model. */
export const modelFound = ({ status, detail }: Answer, words: Words): Finding => {
  const finding = { check: 'model', name: words.model }
  if (status === 'disabled') return { ...finding, status: 'off', found: words.notConfigured, advice: null }
  if (status === 'unavailable') {
    const { unauthorized, other } = words.mendModel
    const advice = detail === 'unauthorized' ? unauthorized : other
    return { ...finding, status: 'failed', found: words.agnoState[detail] ?? words.silent, advice }
  }
  return detail === 'model_not_listed'
    ? { ...finding, status: 'warning', found: words.modelUnlisted, advice: words.mendModelName }
    : { ...finding, status: 'ok', found: words.modelWell, advice: null }
}
