import { routes, type Screen } from '../../screen.ts'
import { Integrations, seeIntegrations } from '../health/integrations.tsx'
import { showSettings } from './page.tsx'

/** What SparkOne is connected to, as Health shows it: for operators. No secret is ever shown. */
export const integrationRoutes: Screen = (deps) =>
  routes().get('/', async (context) => {
    const seen = await seeIntegrations(deps)
    return showSettings(deps.pages, context, { tab: 'integrations' }, (csrf, visit) => (
      <Integrations {...{ seen, visit, csrf }} here="/web/settings/integrations" />
    ))
  })
