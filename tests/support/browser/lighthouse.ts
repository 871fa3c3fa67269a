import { execFile } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { type BrowserContext, chromium } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { startNginx } from '../../ops/support/nginx-server.ts'
import { freePort, temporaryFolder } from '../tethered.ts'
import { ARGUMENTS, chromiumPath } from './chromium.ts'

export const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const
export type Category = (typeof CATEGORIES)[number]

export interface Measured {
  /** 0 to 100. */
  readonly scores: Readonly<Record<Category, number>>
  /** What cost points, by category: `render-blocking-insight: Render blocking requests (0.5)`. */
  readonly failing: Readonly<Record<Category, readonly string[]>>
  /** Lighthouse's `benchmarkIndex`: what one core of this machine did while it was measured. */
  readonly benchmark: number
}

/** As much of Lighthouse's report as is read here. */
interface Report {
  readonly runtimeError?: { readonly code: string; readonly message: string }
  readonly environment: { readonly benchmarkIndex: number }
  readonly categories: Record<Category, { score: number | null; auditRefs: { id: string; weight: number }[] }>
  readonly audits: Record<string, { title: string; score: number | null; displayValue?: string }>
}

const run = promisify(execFile)
const program = join(dirname(createRequire(import.meta.url).resolve('lighthouse/package.json')), 'cli/index.js')

const measured = (report: Report): Measured => {
  const of = <T>(give: (category: Category) => T) =>
    Object.fromEntries(CATEGORIES.map((category) => [category, give(category)])) as Record<Category, T>
  return {
    benchmark: report.environment.benchmarkIndex,
    scores: of((category) => Math.round((report.categories[category].score ?? 0) * 100)),
    failing: of((category) =>
      report.categories[category].auditRefs
        .filter(({ id, weight }) => weight > 0 && (report.audits[id]?.score ?? 1) < 0.9)
        .map(({ id }) => {
          const { title, score, displayValue } = report.audits[id] ?? { title: '', score: 0 }
          return `${id}: ${title} (${score}${displayValue === undefined ? '' : `, ${displayValue}`})`
        }),
    ),
  }
}

export interface LighthouseHouse {
  /** Through nginx, by TLS. */
  readonly origin: string
  /** The pages that Lighthouse's own share their cookies with: sign in here. */
  readonly context: BrowserContext
  /** `slowdown`: how many times slower than this machine the phone is. */
  measure(path: string, slowdown?: number): Promise<Measured>
}

/** Lighthouse's own: puts a machine of 1600 and more where it says that a mid-tier phone is. */
const SLOWDOWN = 4

/**
 * The same phone on a machine that is slower than Lighthouse takes it to be; at most as slow as Lighthouse's own.
 * Source: "Calibrating the CPU slowdown" in Lighthouse's docs/throttling.md.
 */
export const slowdownFor = (benchmark: number): number => Math.max(1, Math.min(SLOWDOWN, benchmark / 400))

/**
 * Lighthouse for the test that runs, as a phone on a slow line, with a browser of its own and the real nginx by TLS
 * before what listens on the port. The browser knows the proxy's certificate and no other that vouches for itself.
 */
export const openLighthouse = async (upstream: number): Promise<LighthouseHouse> => {
  const nginx = await startNginx(upstream)
  const key = new X509Certificate(nginx.certificate.cert).publicKey.export({ type: 'spki', format: 'der' })
  const [folder, port] = [temporaryFolder('lighthouse'), await freePort()]
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    executablePath: chromiumPath(),
    locale: 'pt-BR',
    args: [
      ...ARGUMENTS,
      `--remote-debugging-port=${port}`,
      `--ignore-certificate-errors-spki-list=${createHash('sha256').update(key).digest('base64')}`,
    ],
  })
  onTestFinished(async () => {
    await context.close()
    await nginx.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  const origin = `https://localhost:${nginx.tlsPort}`
  return {
    origin,
    context,
    measure: async (path, slowdown = SLOWDOWN) => {
      const out = join(folder, 'report.json')
      const options = [
        '--quiet',
        '--no-enable-error-reporting',
        `--port=${port}`,
        `--only-categories=${CATEGORIES.join(',')}`,
        `--throttling.cpuSlowdownMultiplier=${slowdown}`,
        // The connection of the live updates never ends: Lighthouse would wait its own 45 s for it.
        '--max-wait-for-load=20000',
        '--output=json',
        `--output-path=${out}`,
      ]
      const env = { PATH: process.env.PATH, HOME: folder, CHROME_PATH: chromiumPath() }
      await run(process.execPath, [program, `${origin}${path}`, ...options], { env, timeout: 90_000 })
      const report = JSON.parse(readFileSync(out, 'utf8')) as Report
      if (report.runtimeError !== undefined) throw new Error(`Lighthouse: ${report.runtimeError.message}`)
      return measured(report)
    },
  }
}

/** Lighthouse's own words, of NO_NAVSTART and its like: the browser's recording lacks a part, and nothing was measured. */
const NOT_RECORDED = /Something went wrong with recording the trace/
const RECORDINGS = 3

/** The first measurement there is. Any other failure, and a recording that fails each time, is one. */
const recorded = async (measure: () => Promise<Measured>, left = RECORDINGS): Promise<Measured> => {
  try {
    return await measure()
  } catch (error) {
    if (left === 1 || !NOT_RECORDED.test(String(error))) throw error
    return recorded(measure, left - 1)
  }
}

/**
 * What is below the bar, each with its audits; nothing is well. A busy machine makes a page look slower than it is and
 * never faster, so that a low performance is measured up to four times more, on a phone that fits this machine.
 */
export const below = async (
  bar: number,
  house: Pick<LighthouseHouse, 'measure'>,
  path: string,
): Promise<readonly string[]> => {
  let best = await recorded(() => house.measure(path))
  for (let again = 0; again < 4 && best.scores.performance < bar; again += 1) {
    const slowdown = slowdownFor(best.benchmark)
    const other = await recorded(() => house.measure(path, slowdown))
    if (other.scores.performance > best.scores.performance) best = other
  }
  return CATEGORIES.filter((category) => best.scores[category] < bar).map(
    (category) => `${category} ${best.scores[category]}: ${best.failing[category].join('; ')}`,
  )
}
