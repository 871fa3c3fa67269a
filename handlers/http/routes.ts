import { alertRoutes } from './alerts/handlers.ts'
import type { Bound } from './binding/bind.ts'
import { briefRoutes } from './briefs/handlers.ts'
import { documentRoutes } from './documents/handlers.ts'
import { healthRoutes } from './health/handlers.ts'
import { keyRoutes } from './keys/handlers.ts'
import { messageRoutes } from './messages/handlers.ts'
import { notificationRoutes } from './notifications/handlers.ts'
import { peopleRoutes } from './people/handlers.ts'
import { syncRoutes } from './sync/handlers.ts'
import { taskRoutes } from './tasks/handlers.ts'
import { webhookRoutes } from './webhooks/handlers.ts'

/** The whole API: a route that is not here does not exist, in the router and in the document alike. */
export const allRoutes = (): readonly Bound[] => {
  const resources: readonly Bound[] = [
    ...taskRoutes,
    ...briefRoutes,
    ...notificationRoutes,
    ...messageRoutes,
    ...webhookRoutes,
    ...alertRoutes,
    ...syncRoutes,
    ...peopleRoutes,
    ...keyRoutes,
    ...healthRoutes,
  ]
  return [...resources, ...documentRoutes(resources.map(({ route }) => route))]
}
