import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { runCommand } from '../support/e2e-process.ts'
import { projectFiles, read, root } from '../support/project-files.ts'

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>
  readonly 'timeout-minutes'?: number
  readonly needs?: string
  readonly steps: readonly Step[]
}

interface Workflow {
  readonly on: Readonly<
    Record<string, { readonly branches?: readonly string[]; readonly tags?: readonly string[] } | null>
  >
  readonly permissions?: Readonly<Record<string, string>>
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress': boolean }
  readonly jobs: Readonly<Record<string, Job>>
}

const files = projectFiles('.github/workflows/*.yml')
const workflow = (path: string): Workflow => parse(read(path)) as Workflow
const stepsOf = (it: Workflow): readonly Step[] => Object.values(it.jobs).flatMap(({ steps }) => steps)
const secretsIn = (path: string) => new Set([...read(path).matchAll(/secrets\.(\w+)/g)].map(([, name]) => name))
const DEPLOY = '.github/workflows/deploy-staging.yml'
const RELEASE = '.github/workflows/release.yml'
/** Names an image by what may be another one tomorrow. */
const floating = (text: string): readonly string[] =>
  text.split('\n').filter((line) => !/^\s*#/.test(line) && /[:=]latest\b|\btags?: .*\blatest\b/.test(line))

describe('workflows', () => {
  it('are found', () => {
    expect(files).toEqual(expect.arrayContaining(['.github/workflows/ci.yml', DEPLOY]))
  })

  it.each(files)('%s grants no more than reading unless a job needs it, and no job runs for ever', (path) => {
    const { permissions, jobs } = workflow(path)
    expect(permissions).toEqual({ contents: 'read' })
    const writes = Object.values(jobs).flatMap((job) =>
      Object.entries(job.permissions ?? {}).filter(([, level]) => level === 'write'),
    )
    expect(writes.filter(([scope]) => scope !== 'packages')).toEqual([])
    for (const job of Object.values(jobs)) expect(job['timeout-minutes']).toBeLessThanOrEqual(60)
  })

  it.each(files)('%s pins its actions to an exact version', (path) => {
    const loose = stepsOf(workflow(path)).flatMap(({ uses }) =>
      uses === undefined || /@(v\d+\.\d+\.\d+|[0-9a-f]{40})$/.test(uses) ? [] : [uses],
    )
    expect(loose).toEqual([])
  })

  it.each(files)('%s hands values to scripts as variables, never inside their text', (path) => {
    expect(
      stepsOf(workflow(path)).flatMap(({ run }) =>
        run?.includes('${{ ') === true && !/matrix\./.test(run) ? [run] : [],
      ),
    ).toEqual([])
  })

  it.each(files)('%s runs only scripts that exist and can be run', (path) => {
    const scripts = stepsOf(workflow(path)).flatMap(
      ({ run = '' }) => run.match(/(?:\bops|\.ci|\.\/tools)\/[\w./-]+/g) ?? [],
    )
    for (const script of scripts.filter((it) => !it.endsWith('/'))) {
      expect(existsSync(join(root, script)), script).toBe(true)
      expect(statSync(join(root, script)).mode & 0o111, script).not.toBe(0)
    }
  })

  it.each(files)('%s has the whole history where it runs the suites, one of which builds earlier code', (path) => {
    const testing = Object.values(workflow(path).jobs).filter(({ steps }) =>
      steps.some(({ run }) => /\.ci\/run|make test$/m.test(run ?? '')),
    )
    for (const { steps } of testing) {
      expect(steps.find(({ uses }) => uses?.startsWith('actions/checkout@'))?.with).toMatchObject({ 'fetch-depth': 0 })
    }
  })

  it.each(files)('%s trusts no host key that it has not seen', (path) => {
    expect(read(path)).not.toMatch(/StrictHostKeyChecking|ssh-keyscan/i)
  })
})

describe('an image', () => {
  it.each([...files, 'ops/staging-compose.yml', 'docker-compose.yml', 'Dockerfile'])(
    'is never the latest in %s',
    (path) => {
      expect(floating(read(path))).toEqual([])
    },
  )

  it.each(['tags: ghcr.io/you/sparkone:latest', '  image: redis:latest', 'run: echo "name=$IMAGE:latest"'])(
    'is found where it would be: %s',
    (line) => expect(floating(line)).toEqual([line]),
  )
})

describe(RELEASE, () => {
  const { on, jobs } = workflow(RELEASE)

  it('runs on a version tag alone, and cuts none off', () => {
    expect(on).toEqual({ push: { tags: ['v*'] } })
    expect(workflow(RELEASE).concurrency).toMatchObject({ 'cancel-in-progress': false })
  })

  it('needs no secret but the token of the job', () => {
    expect(secretsIn(RELEASE)).toEqual(new Set(['GITHUB_TOKEN']))
  })

  it('has tag, package and changelog agree before it logs in anywhere, and tags the image by the tested script', () => {
    const steps = jobs.image?.steps ?? []
    const runs = steps.flatMap(({ run }) => run ?? [])
    expect(runs).toEqual([
      './tools/release.sh --check "$GITHUB_REF_NAME"',
      expect.stringMatching(/^\.\/tools\/release\.sh "\$GITHUB_REF_NAME" "ghcr\.io\/[^"]+" "\$GITHUB_SHA"$/),
    ])
    const login = steps.findIndex(({ uses }) => uses?.startsWith('docker/login-action@'))
    expect(steps.findIndex(({ run }) => run === runs[0])).toBeLessThan(login)
  })

  it('finds the version of package.json on top of the changelog, which is what the tag has to say', () => {
    const [, newest] = /^## \[(\d[^\]]*)\]/m.exec(read('CHANGELOG.md')) ?? []
    expect(newest).toBe((JSON.parse(read('package.json')) as { version: string }).version)
  })

  it('compares what it tags with what the program says of itself: its version, and the commit of its build', async () => {
    const { version } = JSON.parse(read('package.json')) as { version: string }
    const commit = '4f1c2d34f1c2d34f1c2d34f1c2d34f1c2d34f1c2'
    const { stdout } = await runCommand(['version'], { SPARKONE_COMMIT: commit })
    expect(stdout).toBe(`${version} (commit ${commit})\n`)
    expect(read('tools/release.sh')).toContain('= "$version (commit $commit)" ]')
    expect(read('Dockerfile')).toMatch(/^ARG COMMIT=""\nENV SPARKONE_COMMIT=\$COMMIT$/m)
    expect(read(DEPLOY)).toMatch(/build-args: COMMIT=\$\{\{ github\.sha \}\}/)
  })

  it('builds nothing: what has a version is what main tested and deployed', () => {
    expect(read(RELEASE)).not.toMatch(/build-push-action|docker build\b/)
    expect(read(DEPLOY)).toMatch(/:\$GITHUB_SHA/)
  })
})

describe(DEPLOY, () => {
  const { on, concurrency, jobs } = workflow(DEPLOY)

  it('runs on a push to main, one at a time, and cuts none off', () => {
    expect(on.push?.branches).toEqual(['main'])
    expect(concurrency).toMatchObject({ 'cancel-in-progress': false })
  })

  it('needs the six secrets of the document and the token of the job', () => {
    expect(secretsIn(DEPLOY)).toEqual(
      new Set('SSH_HOST SSH_USERNAME SSH_KEY STAGING_PATH STAGING_URL SLACK_ALERT_WEBHOOK GITHUB_TOKEN'.split(' ')),
    )
  })

  it('tests before it builds, and builds before it deploys', () => {
    expect([jobs.image?.needs, jobs.deploy?.needs]).toEqual(['test', 'image'])
    expect(jobs.test?.steps.some(({ run }) => run?.includes('.ci/run'))).toBe(true)
  })

  it('builds an image by commit for amd64 and arm64, with provenance', () => {
    const build = jobs.image?.steps.find(({ uses }) => uses?.startsWith('docker/build-push-action@'))
    expect(build?.with).toMatchObject({ platforms: 'linux/amd64,linux/arm64', provenance: 'mode=max', push: true })
    expect(read(DEPLOY)).toMatch(/name=ghcr\.io\/\$\{GITHUB_REPOSITORY,,\}:\$GITHUB_SHA/)
  })

  it('copies ops/, deploys with the settings on standard input, and asks from outside', () => {
    const runs = jobs.deploy?.steps.flatMap(({ run }) => run ?? []) ?? []
    expect(runs).toEqual([
      'ops/remote.sh copy',
      expect.stringMatching(/\| ops\/remote\.sh run ops\.next\/deploy\.sh --stdin "\$IMAGE"\s*$/),
      'ops/smoke.sh --health-only "$STAGING_URL"',
    ])
    expect(runs.some((run) => /deploy\.sh.*(TOKEN|WEBHOOK)/.test(run))).toBe(false)
  })
})
