import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { projectFiles, read } from '../support/project-files.ts'

interface Rule {
  readonly alert: string
  readonly annotations: { readonly runbook_url: string }
}

const guide = read('docs/operacao.md')
const rules = (parse(read('ops/prometheus/alerts.yml')) as { groups: { rules: Rule[] }[] }).groups.flatMap(
  ({ rules }) => rules,
)
const sections = new Map(
  guide
    .split(/^<a id="/m)
    .slice(1)
    .map((text) => [text.slice(0, text.indexOf('"')), text.split(/^##? /m)[0] ?? '']),
)
/** Noticed by people or by a job that fails, not by an alert. */
const WITHOUT_ALERT = ['deploy-com-defeito']

describe('runbooks', () => {
  it.each(rules.map(({ alert, annotations }) => [alert, annotations.runbook_url] as const))(
    'the alert %s has a section of its own, which names it',
    (alert, url) => {
      const [page, anchor = ''] = url.split('#')
      expect(page).toMatch(/docs\/operacao\.md$/)
      expect(sections.get(anchor) ?? 'no such section').toContain(`\`${alert}\``)
    },
  )

  it('belong to an alert, and none is left over', () => {
    const used = rules.map(({ annotations }) => annotations.runbook_url.split('#')[1])
    expect([...sections.keys()].filter((id) => !used.includes(id))).toEqual(WITHOUT_ALERT)
  })

  it('say how it shows, what to look at, what to do and how it ends', () => {
    const parts = ['Como você fica sabendo', 'O que olhar', 'O que fazer', 'Como saber que acabou']
    const lacking = [...sections]
      .filter(([id]) => id !== 'vigia')
      .flatMap(([id, text]) => parts.filter((part) => !text.includes(`**${part}:**`)).map((part) => `${id}: ${part}`))
    expect(lacking).toEqual([])
  })

  it('name the drill of their incident, and every drill is named', () => {
    const named = [...guide.matchAll(/`make drill-([a-z]+)`/g)].map(([, name]) => name)
    const drills = projectFiles('ops/drills/*.drill.ts').map((path) => path.replace(/^.*\/|\.drill\.ts$/g, ''))
    expect([...new Set(named)].toSorted()).toEqual(drills.toSorted())
  })
})
