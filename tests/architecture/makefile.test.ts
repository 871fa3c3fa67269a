import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { projectFiles, read, root } from '../support/project-files.ts'

const makefile = read('Makefile')
const rules = [...makefile.matchAll(/^([a-z][a-z-]*):[^=\n]*\n((?:\t.*\n)*)/gm)].map(
  ([line, name = '', recipe = '']) => ({
    name,
    description: /## (.+)$/m.exec(line)?.[1] ?? '',
    lines: recipe.split('\n').filter(Boolean),
  }),
)

describe('the Makefile', () => {
  it('has the targets that people are told about', () => {
    expect(rules.map(({ name }) => name)).toEqual(
      expect.arrayContaining(
        'help run dev dev-up migrate setup check test test-adapters test-live bench build'.split(' '),
      ),
    )
  })

  it('describes every target, and help lists exactly those', () => {
    expect(rules.filter(({ description }) => description === '').map(({ name }) => name)).toEqual([])
    const { stdout } = spawnSync('make', ['-s', 'help'], { cwd: root, encoding: 'utf8' })
    const listed = [...stdout.matchAll(/^ {2}make ([a-z-]+) +(.+)$/gm)].map(([, name, text]) => [name, text])
    expect(listed).toEqual(rules.map(({ name, description }) => [name, description]))
  })

  it('keeps a target within three lines and declares each phony', () => {
    expect(rules.filter(({ lines }) => lines.length > 3).map(({ name }) => name)).toEqual([])
    const phony = /^\.PHONY: ((?:.*\\\n)*.*)$/m.exec(makefile)?.[1]?.split(/[\s\\]+/) ?? []
    expect([...phony].sort()).toEqual(rules.map(({ name }) => name).sort())
  })

  it('has a target for every drill', () => {
    const drills = projectFiles('ops/drills/*.drill.ts').map((path) => path.replace(/^.*\/|\.drill\.ts$/g, ''))
    const targets = rules.flatMap(({ name }) => /^drill-(.+)$/.exec(name)?.[1] ?? [])
    expect(targets.toSorted()).toEqual(drills.toSorted())
  })

  it('calls only scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const npm = [...makefile.matchAll(/npm run -s ([\w:-]+)/g)].map(([, name = '']) => name)
    expect(npm.filter((name) => !(name in scripts))).toEqual([])
    const shell = [...makefile.matchAll(/\.\/(tools\/[\w./-]+)/g)].map(([, path = '']) => path)
    expect(shell.filter((path) => !projectFiles('tools').includes(path))).toEqual([])
    expect(shell.length).toBeGreaterThan(3)
  })
})
