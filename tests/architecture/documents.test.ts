import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectFiles, read, root } from '../support/project-files.ts'

const targets = new Set([...read('Makefile').matchAll(/^([a-z][a-z-]*):/gm)].map(([, name]) => name))
const folders = 'adapters|core|docs|examples|handlers|migrations|ops|tests|tools'
const pathLike = new RegExp(
  `^(?:\\./)?((?:${folders}|\\.github|\\.ci)/[\\w./-]+|[A-Z]\\w*file|[\\w.-]+\\.(?:ts|yml|json|md|toml))$`,
)
// Files that appear when SparkOne runs or is built, and names that stand for any file.
const madeLater = /^(dist|data|coverage)\b|^ops\/known_hosts$|\.env$|^\.?env$/

/** What a document names that must exist: paths in code spans, targets of relative links, and make targets. */
const named = (text: string, at: string) => {
  const spans = [...text.matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span)
  const commands = [...text.matchAll(/\bmake ([a-z][a-z-]*)\b/g)]
    .filter(({ index }) =>
      /[`$]\s*(\w+=\S+\s+)*$|^\s*$|[;&|]\s*$/m.test(
        text
          .slice(Math.max(0, index - 40), index)
          .split('\n')
          .at(-1) ?? '',
      ),
    )
    .map(([, name = '']) => name)
  const links = [...text.matchAll(/\]\((?!\w+:|#|\/)([^)#\s]+)[^)]*\)/g)].map(([, link = '']) =>
    join(dirname(at), link),
  )
  const paths = spans.flatMap((span) => pathLike.exec(span.split(/[\s:]/)[0] ?? '')?.[1] ?? [])
  return { paths: [...paths, ...links].filter((path) => !madeLater.test(path)), commands }
}

const documents = projectFiles('README*.md', 'CHANGELOG.md', 'docs/*.md')

describe('documents', () => {
  it('begin with a README', () => {
    expect(documents).toContain('README.md')
  })

  it.each(documents)('%s names only paths and make targets that exist', (document) => {
    const { paths, commands } = named(read(document), document)
    const exists = (path: string) => existsSync(join(root, path)) || existsSync(join(root, dirname(document), path))
    expect(paths.filter((path) => !exists(path))).toEqual([])
    expect(commands.filter((name) => !targets.has(name))).toEqual([])
  })

  it('are read for paths in code, relative links and make targets', () => {
    const text =
      'See `core/nowhere.ts` and [that](./gone.md); run `make nothing` or `FOO=1 make none`.\n    make never\nmake sense of it'
    const { paths, commands } = named(text, 'docs/x.md')
    expect(paths).toEqual(['core/nowhere.ts', 'docs/gone.md'])
    expect(commands).toEqual(['nothing', 'none', 'never', 'sense'])
  })
})
