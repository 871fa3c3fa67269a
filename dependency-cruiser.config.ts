// The dependency rule of the house. Each rule says what to do instead; tests/architecture/planted breaks them all.
const root = process.env.ARCHITECTURE_ROOT ? `${process.env.ARCHITECTURE_ROOT}/` : ''
const at = (path: string) => `^${root}${path}`
const rule = (name: string, comment: string, from: object, to: object) => ({
  name,
  comment,
  severity: 'error',
  from,
  to,
})

// Which folders may import an SDK: exactly one each, so that replacing a vendor touches one folder.
export const sdks: Readonly<Record<string, string>> = {
  'drizzle-orm': 'adapters/postgres/',
  pg: 'adapters/postgres/',
  '@electric-sql/pglite': 'adapters/postgres/',
  'pg-boss': 'adapters/postgres/',
  '@upstash/redis': 'adapters/redis/',
  redis: 'adapters/redis/',
  nodemailer: 'adapters/smtp/',
  'better-auth': 'adapters/better-auth/',
  '@better-auth/core': 'adapters/better-auth/',
  '@better-auth/passkey': 'adapters/better-auth/',
  '@better-auth/utils': 'adapters/better-auth/',
  'prom-client': 'adapters/prometheus/',
  '@notionhq/client': 'adapters/notion/',
  '@googleapis/sheets': 'adapters/sheets/',
  openai: 'adapters/openai/',
  pino: 'adapters/pino/',
  hono: 'handlers/',
  '@hono/node-server': 'runtime/',
  '@hono/zod-validator': 'handlers/',
  'temporal-polyfill': 'core/kernel/time\\.ts$',
  papaparse: 'handlers/cli/exchange/',
  'swagger-ui-dist': 'runtime/',
  esbuild: 'runtime/',
  'htmx.org': 'runtime/',
  uqr: 'runtime/qr\\.ts$',
}
// Packages that are a language of their own rather than a technology to hide.
export const anywhereOutsideCore: readonly string[] = ['zod']

const escaped = (name: string) => name.replaceAll('/', '\\/').replaceAll('.', '\\.')

export default {
  forbidden: [
    rule(
      'core-only-core',
      'core knows no technology: declare a port in core and implement it in adapters.',
      { path: at('core/') },
      {
        pathNot: [
          at('core/'),
          '^node_modules/temporal-polyfill/',
          '^node_modules/rrule-temporal/',
          '^node_modules/zod/',
        ],
      },
    ),
    rule(
      'core-modules-by-face',
      "A core module is entered through its index.ts, ports.ts or the plain type file named after its thing, not through another module's inside.",
      { path: at('core/([^/]+)/') },
      {
        path: at('core/'),
        pathNot: [
          at('core/($1|kernel)/'),
          at('core/[^/]+/(index|ports)\\.ts$'),
          at(
            'core/(access/key|capture/message|language/understanding|notify/notification|people/person|tasks/task)\\.ts$',
          ),
          at('core/(ports|deps|settings)\\.ts$'),
        ],
      },
    ),
    rule(
      'kernel-below-modules',
      'The kernel serves every module and knows none: move what it needs into core/kernel.',
      { path: at('core/kernel/') },
      { path: at('core/'), pathNot: at('core/kernel/') },
    ),
    rule(
      'adapters-ports-only',
      'An adapter implements ports: it may know ports.ts files and core/kernel, nothing behind them.',
      { path: at('adapters/') },
      {
        path: at('(core|handlers|tests|ops|examples|tools)/'),
        pathNot: [at('core/kernel/'), at('core/ports\\.ts$'), at('core/[^/]+/ports\\.ts$')],
      },
    ),
    rule(
      'adapters-isolated',
      'Adapters do not know each other: what two of them share is a port, or belongs to core/kernel.',
      { path: at('adapters/([^/]+)/') },
      { path: at('adapters/'), pathNot: at('adapters/$1/') },
    ),
    rule(
      'handlers-core-faces',
      'A handler calls use cases through core/index.ts, core/*/index.ts, ports and the kernel; adapters are handed in by main.ts.',
      { path: at('handlers/') },
      {
        path: at('(core|adapters|tests|ops|examples|tools)/'),
        pathNot: [at('core/kernel/'), at('core/(index|ports)\\.ts$'), at('core/[^/]+/(index|ports)\\.ts$')],
      },
    ),
    rule(
      'tests-serve-nobody',
      'Code that runs in production never imports tests, tools or examples.',
      {
        path: [at('(core|adapters|handlers|config|runtime)/'), at('[^/]+\\.ts$')],
        pathNot: at('[^/]+\\.config\\.ts$'),
      },
      { path: at('(tests|tools|examples)/') },
    ),
    rule(
      'composition-above-all',
      'Only main.ts and its parts know the configuration and how things are put together: take a value or a port as a parameter.',
      { pathNot: [at('main\\.ts$'), at('config\\.ts$'), at('(config|runtime|tests|tools)/')] },
      { path: at('(config\\.ts$|config/|runtime/)') },
    ),
    rule(
      'main-is-a-root',
      'main.ts composes everything, so nobody may import it: pass what you need as a parameter. Tests start it as a process.',
      {},
      { path: at('main\\.ts$') },
    ),
    rule(
      'no-circular',
      'Two files that need each other to run are one file, or hide a third: extract it.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    rule(
      'no-circular-between-modules',
      'A use case may take the types of its own face, so types may circle inside a module, but not between modules.',
      { path: at('((core|adapters|handlers)/[^/]+)/') },
      { circular: true, via: { pathNot: at('$1/') } },
    ),
    rule(
      'no-unresolvable',
      'The import leads nowhere: the file moved or the package is not in package.json.',
      {},
      { couldNotResolve: true },
    ),
    rule(
      'no-development-packages',
      'What runs in production must be a dependency, not a development dependency.',
      { path: [at('(core|adapters|handlers|config|runtime)/'), at('(main|config)\\.ts$')] },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    ...Object.entries(sdks).map(([name, folder]) =>
      rule(
        `sdk-${name}`,
        `Only ${folder.replaceAll('\\', '').replaceAll('$', '')} may import ${name}: use the port it implements.`,
        { pathNot: [at(folder), at('tests/'), at('ops/drills/'), at('tools/'), at('[^/]+\\.config\\.ts$')] },
        // The bare name is how an import looks whose package is not installed.
        { path: [`^node_modules/${escaped(name)}/`, `^${escaped(name)}$`] },
      ),
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
