import type { Words } from '../words/index.ts'
import type { IconName } from './icons.tsx'

export type PlaceName = Exclude<keyof Words['places'], 'more'>

/** A page one can go to from every other. */
export interface Place {
  readonly name: PlaceName
  readonly path: string
  readonly icon: IconName
  /** Not for members. */
  readonly operators: boolean
  /** At the thumb on a phone; the others are under "more". */
  readonly isNear: boolean
}

const place = (name: PlaceName, path: string, more: Partial<Place> = {}): Place => ({
  name,
  path,
  icon: name,
  operators: false,
  isNear: false,
  ...more,
})

export const PLACES: readonly Place[] = [
  place('today', '/web', { isNear: true }),
  place('tasks', '/web/tasks', { isNear: true }),
  place('brief', '/web/brief', { isNear: true }),
  place('messages', '/web/messages'),
  place('deliveries', '/web/deliveries', { isNear: true }),
  place('alerts', '/web/alerts', { operators: true }),
  place('mirrors', '/web/mirrors', { operators: true }),
  place('people', '/web/people', { operators: true }),
  place('health', '/web/health', { operators: true }),
  place('settings', '/web/settings'),
]

export const placesFor = (isOperator: boolean): readonly Place[] =>
  PLACES.filter(({ operators }) => isOperator || !operators)
