import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
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
  readonly on: Readonly<Record<string, { readonly branches?: readonly string[] } | null>>
  readonly permissions?: Readonly<Record<string, string>>
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress': boolean }
  readonly jobs: Readonly<Record<string, Job>>
}

const files = projectFiles('.github/workflows/*.yml')
const workflow = (path: string): Workflow => parse(read(path)) as Workflow
const stepsOf = (it: Workflow): readonly Step[] => Object.values(it.jobs).flatMap(({ steps }) => steps)
const secretsIn = (path: string) => new Set([...read(path).matchAll(/secrets\.(\w+)/g)].map(([, name]) => name))
const DEPLOY = '.github/workflows/deploy-staging.yml'

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

  it.each(files)('%s trusts no host key that it has not seen', (path) => {
    expect(read(path)).not.toMatch(/StrictHostKeyChecking|ssh-keyscan/i)
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
      expect.stringMatching(/\| ops\/remote\.sh run ops\/deploy\.sh --stdin "\$IMAGE"\s*$/),
      'ops/smoke.sh --health-only "$STAGING_URL"',
    ])
    expect(runs.some((run) => /deploy\.sh.*(TOKEN|WEBHOOK)/.test(run))).toBe(false)
  })
})
