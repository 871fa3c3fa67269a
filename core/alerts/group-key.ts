import type { Ids } from '../kernel/ids.ts'
import type { AlertGroup } from './ports.ts'

/**
 * How the group keys of all notifications about one alert group begin. Its digest keeps them short and free of label
 * values.
 */
export const groupPrefix = async (ids: Pick<Ids, 'digest'>, groupKey: string): Promise<string> =>
  `alert:${await ids.digest(groupKey)}:`

/** The group key of the notifications about what is known of it now. */
export const newsKey = async (
  ids: Pick<Ids, 'digest'>,
  { groupKey, signature }: Pick<AlertGroup, 'groupKey' | 'signature'>,
): Promise<string> => `${await groupPrefix(ids, groupKey)}${signature}`
