// Writes ops/grafana/dashboard-*.json and their English from tools/dashboards: node tools/dashboards.ts
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { dashboardFiles } from './dashboards/index.ts'

for (const [path, text] of dashboardFiles()) {
  const file = fileURLToPath(new URL(`../ops/grafana/${path}`, import.meta.url))
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}
