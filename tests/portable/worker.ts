import { runScenario } from './scenario.ts'

// For runtimes that serve: workerd wants a module with a fetch handler as its default export.
export default { fetch: async () => Response.json(await runScenario()) }
