import { defineConfig } from 'vitest/config'
import { createContractTable } from './tests/support/contract-table.ts'
import { createSummaryReporter } from './tests/support/summary-reporter.ts'

const services = ['tests/support/services.ts']
// A run that must be whole names its projects here; one test by name needs no others.
const required = (process.env.REQUIRED_PROJECTS ?? '').split(',').filter(Boolean)
// A random test that is asked for many more cases takes as long as they take.
const soaking = process.env.SOAK_RUNS === undefined ? undefined : 3 * 3_600_000

export default defineConfig({
  test: {
    reporters: [
      'default',
      ...(process.env.CONTRACT_TABLE ? [createContractTable()] : []),
      createSummaryReporter(required),
    ],
    // The suites are sized for two cores: one group after the other, at most two files at a time.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts', 'tests/architecture/**/*.test.ts'],
          pool: 'threads',
          // Nothing here waits; the time is for the searches of property tests on a machine that does much else.
          testTimeout: soaking ?? 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          globalSetup: services,
          testTimeout: soaking ?? 30_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: [...services, 'tests/support/shipped-server.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'ops',
          include: ['tests/ops/**/*.test.ts', 'ops/drills/*.drill.ts'],
          globalSetup: [...services, 'tests/support/shipped-server.ts', 'tests/support/programs.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: [...services, 'tests/support/shipped-server.ts', 'tests/support/browser/chromium.ts'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
          // As long as a page's own locators wait.
          expect: { poll: { timeout: 20_000 } },
          sequence: { groupOrder: 4 },
        },
      },
      {
        // What times pages: alone, since another browser beside it is what it would measure.
        test: {
          name: 'lighthouse',
          include: ['tests/lighthouse/**/*.test.ts'],
          globalSetup: [...services, 'tests/support/shipped-server.ts', 'tests/support/browser/chromium.ts'],
          testTimeout: 600_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
          sequence: { groupOrder: 5 },
        },
      },
      {
        // Pictures for people to look at: never part of the default run.
        test: {
          name: 'screenshots',
          include: ['tests/browser/screenshots.ts'],
          globalSetup: [...services, 'tests/support/shipped-server.ts', 'tests/support/browser/chromium.ts'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
          sequence: { groupOrder: 7 },
        },
      },
      {
        // Real vendors, real credentials: never part of the default run.
        test: {
          name: 'live',
          include: ['tests/live/**/*.test.ts'],
          testTimeout: 60_000,
          maxWorkers: 1,
          sequence: { groupOrder: 6 },
        },
      },
    ],
    coverage: { include: ['core/**', 'adapters/**', 'handlers/**', '*.ts'], exclude: ['*.config.ts'] },
  },
})
