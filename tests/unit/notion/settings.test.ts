import { describe, expect, it } from 'vitest'
import { parseNotionId } from '../../../adapters/notion/index.ts'

const ID = '897e5a76-ae52-4b48-9fdf-e71f5945d1af'
const BARE = ID.replaceAll('-', '')

describe('the id in what people copy from Notion', () => {
  it.each([
    ['an id', ID],
    ['an id in capitals', ID.toUpperCase()],
    ['an id without dashes', BARE],
    ['an address', `https://www.notion.so/${BARE}`],
    ['an address with a title', `https://www.notion.so/casa/Tarefas-da-casa-${BARE}`],
    ['an address whose title ends like an id', `https://www.notion.so/casa/Versao-deadbeef-${BARE}`],
    ['an address with a view, which is an id too', `https://www.notion.so/casa/${BARE}?v=${BARE.replaceAll('8', '1')}`],
    ['a site of its own', `https://casa.notion.site/${BARE}#topo`],
  ])('is found in %s', (_name, text) => {
    expect(parseNotionId(text)).toBe(ID)
  })

  it.each(['', 'Tarefas', 'https://www.notion.so/', `https://www.notion.so/casa?v=${BARE}`, BARE.slice(1)])(
    'is not found in %j',
    (text) => {
      expect(parseNotionId(text)).toBeNull()
    },
  )
})
