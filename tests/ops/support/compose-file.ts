import { parse } from 'yaml'
import { read } from '../../support/project-files.ts'

/** What a Compose file says of one service, as far as the rules look. */
export interface Service {
  image?: string
  build?: unknown
  command?: readonly string[]
  entrypoint?: readonly string[]
  environment?: Record<string, string | number | null>
  env_file?: unknown
  ports?: readonly string[]
  volumes?: readonly string[]
  secrets?: readonly string[]
  networks?: readonly string[]
  profiles?: readonly string[]
  depends_on?: Record<string, { condition: string }>
  healthcheck?: { test?: readonly string[]; disable?: boolean }
  user?: string
  read_only?: boolean
  privileged?: boolean
  cap_drop?: readonly string[]
  cap_add?: readonly string[]
  security_opt?: readonly string[]
  mem_limit?: string
  cpus?: number
  pids_limit?: number
  restart?: string
}

export interface ComposeFile {
  services: Record<string, Service>
  networks?: Record<string, { internal?: boolean; ipam?: { config: readonly { subnet: string }[] } } | null>
  volumes?: Record<string, unknown>
  secrets?: Record<string, { file: string }>
}

/** A fresh copy at each call, anchors and merges resolved. */
export const composeFile = (path: string): ComposeFile => parse(read(path), { merge: true }) as ComposeFile

export const servicesOf = (file: ComposeFile): readonly (readonly [string, Service])[] => Object.entries(file.services)
