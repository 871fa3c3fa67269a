import { describe, expect, it } from 'vitest'
import { projectFiles, read } from '../support/project-files.ts'

describe('the environment', () => {
  it('is read only where configuration is loaded and the process starts', () => {
    const files = projectFiles('core/*.ts', 'adapters/*.ts', 'handlers/*.ts', 'handlers/*.tsx')
    expect(files.length).toBeGreaterThan(60)
    expect(files.filter((path) => /\bprocess\.env\b|\bfrom 'node:process'/.test(read(path)))).toEqual([])
  })
})
