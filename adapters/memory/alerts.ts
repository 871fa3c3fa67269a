import type { AlertStore } from '../../core/alerts/ports.ts'
import type { Tables } from './tables.ts'
import { byDescending } from './values.ts'

export const createAlertStore = ({ alerts }: Tables): AlertStore => ({
  lock: async (groupKey) => alerts.lock(groupKey),
  put: async (group) => alerts.set(group.groupKey, group),
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
