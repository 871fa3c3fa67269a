import type { AlertStore } from '../../core/alerts/ports.ts'
import { pageOf, placeAt } from './page.ts'
import type { Tables } from './tables.ts'
import { byDescending } from './values.ts'

export const createAlertStore = ({ alerts }: Tables): AlertStore => ({
  lock: async (groupKey) => alerts.lock(groupKey),
  put: async (group) => alerts.set(group.groupKey, { ...group, id: alerts.lock(group.groupKey)?.id ?? group.id }),
  find: async (id) => alerts.where((group) => group.id === id)[0] ?? null,
  page: async ({ status, ...query }) => {
    const matching = alerts
      .where((group) => status === undefined || group.status === status)
      .toSorted(
        byDescending(
          (group) => group.receivedAt,
          (group) => group.id,
        ),
      )
    const { rows, ...ends } = pageOf(matching, query, ({ receivedAt, id }) => placeAt(receivedAt, id), 'descending')
    return { groups: rows, ...ends }
  },
  open: async (heardSince) =>
    alerts
      .where((group) => group.status === 'firing' && group.receivedAt >= heardSince)
      .toSorted(
        byDescending(
          (group) => group.receivedAt,
          (group) => group.groupKey,
        ),
      ),
  purge: async (heardBefore) => alerts.deleteWhere((group) => group.receivedAt < heardBefore),
})
