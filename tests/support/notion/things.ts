import type { Property } from './schema.ts'
import type { Stored } from './values.ts'

export interface Row {
  readonly id: string
  sourceId: string
  createdAt: Date
  editedAt: Date
  readonly createdBy: string
  editedBy: string
  inTrash: boolean
  isArchived: boolean
  readonly values: Map<string, Stored>
}

export interface Source {
  readonly id: string
  name: string
  readonly databaseId: string
  readonly properties: Property[]
}

export interface Database {
  readonly id: string
  readonly title: string
  /** Whether the connection may see it. */
  isShared: boolean
  inTrash: boolean
  readonly sources: Source[]
}
