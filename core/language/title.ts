import type { Grammar } from './grammar.ts'
import { fold } from './normalise.ts'

const EDGE = /^[\s,;:.!\-–—]+|[\s,;:.\-–—]+$/g
const TAKEN = /\ue000/

/** The person's own words without what was taken; '' when nothing is left. */
export const titleOf = ({ shown, folded }: { shown: string; folded: string }, grammar: Grammar): string => {
  let kept = ''
  for (let i = 0; i < shown.length; i++) kept += folded[i] === '\ue000' ? '\ue000' : shown.charAt(i)
  const endsTaken = /\ue000[\s,;:.!?)]*$/.test(kept)
  kept = kept
    .replace(/\ue000+/g, '\ue000')
    .replace(/[([] ?\ue000 ?[)\]]/g, '\ue000')
    .replace(/ ?,? ?\ue000[ ,]*(?=\ue000)/g, ' ')
  let title = squeeze(kept.replace(/\ue000/g, ' '))
  if (TAKEN.test(kept) && endsTaken) title = cutEnd(title, grammar.hanging)
  return cutFront(title, grammar)
}

const squeeze = (text: string): string =>
  text
    .replace(/ {2,}/g, ' ')
    .replace(/ ([,;.!?])/g, '$1')
    .replace(/([,;:])(?:[ ]?[,;])+/g, '$1')
    .replace(EDGE, '')

const cutEnd = (title: string, hanging: RegExp): string => {
  let rest = title
  for (let round = 0; round < 4; round++) {
    const cut = fold(rest).search(hanging)
    if (cut < 0) return rest
    rest = rest.slice(0, cut).replace(EDGE, '')
  }
  return rest
}

const cutFront = (title: string, grammar: Grammar): string => {
  let rest = title
  for (let round = 0; round < 6; round++) {
    const folded = fold(rest)
    const match = grammar.asking
      .map((words) => words.exec(folded))
      .find((found) => found !== null && found[0].length > 0)
    if (match === undefined || match === null) break
    const next = rest.slice(match[0].length).replace(EDGE, '')
    if (next === '') break
    rest = next
  }
  return rest.replace(EDGE, '')
}
