import type { Environment, ReadFile } from '../config/read.ts'
import { type Config, loadConfig, type NotionConfig, type SheetsConfig } from '../config.ts'
import { PortError } from '../core/index.ts'
import type { Locale } from '../core/people/index.ts'
import type { MirrorName } from '../core/sync/index.ts'
import { wordsIn as syncWordsIn } from '../core/sync/words.ts'
import { type MirrorSetUp, mirrorSetup, type SetUp } from '../handlers/cli/mirror/setup.ts'
import { wordsIn } from '../handlers/cli/mirror/words.ts'

/** An id that nothing has: what `mirror setup notion` is there to find. */
const TO_BE_MADE = '00000000-0000-4000-8000-000000000000'

const TITLE: Readonly<Record<Locale, string>> = { 'pt-BR': 'Tarefas', en: 'Tasks' }

/** The command `mirror setup`. It needs no database, and half of Notion is what it starts from. */
export const mirrorSetupCommand = async (
  args: readonly string[],
  source: { readonly env: Environment; readonly readFile: ReadFile },
  locale: Locale,
  print: (text: string) => void,
): Promise<number> => {
  print(await mirrorSetup(args, locale, setUpFor(beforeSetUp(args[0], source), locale)))
  return 0
}

const beforeSetUp = (
  mirror: string | undefined,
  { env, readFile }: { env: Environment; readFile: ReadFile },
): Config => {
  const hasKey = Boolean(env.NOTION_API_KEY) || Boolean(env.NOTION_API_KEY_FILE)
  const isHalf = mirror === 'notion' && hasKey && !env.NOTION_DATABASE_ID
  return loadConfig(isHalf ? { ...env, NOTION_DATABASE_ID: TO_BE_MADE } : env, readFile)
}

const setUpFor = ({ notion, sheets }: Pick<Config, 'notion' | 'sheets'>, locale: Locale): MirrorSetUp => ({
  notion:
    notion === null
      ? null
      : (page, title) =>
          inWords('notion', locale, () => onNotion(notion, { page, title: title ?? TITLE[locale], locale })),
  sheets:
    sheets === null
      ? null
      : (title) => inWords('sheets', locale, () => inSheets(sheets, { locale, ...(title === null ? {} : { title }) })),
})

const inWords = async (name: MirrorName, locale: Locale, make: () => Promise<SetUp>): Promise<SetUp> => {
  try {
    return await make()
  } catch (error) {
    if (!(error instanceof PortError)) throw error
    const isOurs = error.kind === 'misconfigured'
    const words = wordsIn(locale)
    return { ok: false, why: isOurs ? syncWordsIn(locale).trouble(name, null) : words.notNow(words.name[name]) }
  }
}

const onNotion = async (
  { apiKey, baseUrl }: NotionConfig,
  database: { page: string; title: string; locale: Locale },
): Promise<SetUp> => {
  const { setUpNotion } = await import('../adapters/notion/index.ts')
  const made = await setUpNotion({ apiKey, ...(baseUrl === null ? {} : { baseUrl }) }, database)
  if (made.ok) return { ok: true, url: made.url, variables: { NOTION_DATABASE_ID: made.databaseId } }
  const { trouble } = made
  const words = wordsIn(database.locale)
  if (trouble.code === 'bad_page') return { ok: false, why: words.badPage }
  if (trouble.code === 'no_page') return { ok: false, why: words.noPage }
  return { ok: false, why: syncWordsIn(database.locale).trouble('notion', trouble) }
}

const inSheets = async (config: SheetsConfig, tab: { title?: string; locale: Locale }): Promise<SetUp> => {
  const { account, spreadsheetId, apiRootUrl, tokenUrl } = config
  const { setUpSheets } = await import('../adapters/sheets/index.ts')
  const made = await setUpSheets(
    {
      account,
      spreadsheetId,
      ...(apiRootUrl === null ? {} : { apiRootUrl }),
      ...(tokenUrl === null ? {} : { tokenUrl }),
    },
    tab,
  )
  if (made.ok) return { ok: true, url: made.url, variables: { GOOGLE_SHEETS_RANGE: made.range } }
  const { trouble } = made
  return {
    ok: false,
    why:
      trouble.code === 'tab_exists'
        ? wordsIn(tab.locale).tabExists(trouble.params.name)
        : syncWordsIn(tab.locale).trouble('sheets', trouble),
  }
}
