import { runScenario } from './scenario.ts'

// For runtimes that start a file: one line of JSON with what was found.
process.stdout.write(`${JSON.stringify(await runScenario())}\n`)
