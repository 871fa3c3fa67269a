import { routes, type Screen } from '../../screen.ts'
import { operatorsOnly } from '../../visit/guard.ts'
import { appearanceRoutes } from './appearance.tsx'
import { credentialRoutes } from './credential-routes.ts'
import { integrationRoutes } from './integrations.tsx'
import { keyRoutes } from './key-routes.tsx'
import { passkeyRoutes } from './passkey-routes.ts'
import { showSecurity } from './security.tsx'
import { sessionRoutes } from './sessions.tsx'
import { totpRoutes } from './totp-routes.tsx'

/** One's own ways in and how the console looks; for operators the keys of the API too. */
export const settingsScreen: Screen = (deps) =>
  routes()
    .get('/', (context) => context.redirect('/web/settings/profile', 303))
    .get('/security', (context) => showSecurity(deps, context))
    .route('/security', credentialRoutes(deps))
    .route('/security/totp', totpRoutes(deps))
    .route('/security/passkeys', passkeyRoutes(deps))
    .route('/sessions', sessionRoutes(deps))
    .route('/appearance', appearanceRoutes(deps))
    .use('/keys/*', operatorsOnly)
    .route('/keys', keyRoutes(deps))
    .use('/integrations/*', operatorsOnly)
    .route('/integrations', integrationRoutes(deps))
