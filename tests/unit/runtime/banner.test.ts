import { describe, expect, it } from 'vitest'
import { loadConfig } from '../../../config.ts'
import { banner } from '../../../runtime/banner.ts'

const WHATSAPP = { EVOLUTION_API_BASE_URL: 'http://127.0.0.1:9', EVOLUTION_API_KEY: 'canary-key' }
const shown = (env: Record<string, string>, hasWebhookSecret = true) =>
  banner(
    loadConfig(env, () => ''),
    { port: 8000, firstKey: 'spk_first', firstLink: 'first-token', version: '1.2.3', hasWebhookSecret },
  )

describe('the banner', () => {
  it('says where SparkOne is and how to try it, in Portuguese unless LOCALE says otherwise', () => {
    expect(shown({})).toMatch(/SparkOne 1\.2\.3 no ar em http:\/\/localhost:8000\n/)
    expect(shown({ LOCALE: 'en' })).toMatch(/SparkOne 1\.2\.3 is running on http:\/\/localhost:8000\n/)
  })

  it('shows the first key once as such and once in the command that sets it', () => {
    expect(shown({}).split('spk_first')).toHaveLength(3)
  })

  it('shows the first way into the console, at the address people use', () => {
    expect(shown({})).toContain('http://localhost:8000/web/link/first-token')
    expect(shown({ PUBLIC_URL: 'https://ops.example.org' })).toContain('https://ops.example.org/web/link/first-token')
  })

  it('says at every start where the console is, also when there is no link to make', () => {
    expect(shown({})).toMatch(/Console +http:\/\/localhost:8000\/web\n/)
    expect(shown({ PUBLIC_URL: 'https://ops.example.org' })).toMatch(/Console +https:\/\/ops\.example\.org\/web\n/)
  })

  it('names the mirrors where there are any', () => {
    const notion = { NOTION_API_KEY: 'canary-token', NOTION_DATABASE_ID: '1a2b3c4d-0000-4000-8000-00000000abcd' }
    expect(shown(notion)).toMatch(/Espelhos +Notion\n/)
    expect(shown(notion)).not.toContain('canary-token')
    expect(shown({})).not.toContain('Espelhos')
  })

  it('shows the notice of Evolution API where it is used, and there alone', () => {
    expect(shown(WHATSAPP)).toContain('Evolution API')
    expect(shown({})).not.toContain('Evolution API')
    expect(shown(WHATSAPP)).not.toContain('canary-key')
  })

  it('says what to do while nobody could bring messages in', () => {
    expect(shown(WHATSAPP, false)).toContain('sparkone whatsapp connect')
    expect(shown(WHATSAPP)).not.toContain('sparkone whatsapp connect')
  })
})
