import type { Child } from 'hono/jsx'
import type { WebContext } from '../../env.ts'
import type { PageOf, Pages } from '../../layout/pages.tsx'
import { Head } from '../../parts/index.ts'
import type { Visit } from '../../visit/visit.ts'
import { type SettingsTab, SettingsTabs } from './tabs.tsx'
import { settingsWords } from './words.ts'

/** A page of the settings, under their tabs. */
export const showSettings = (
  pages: Pages,
  context: WebContext,
  page: { readonly tab: SettingsTab; readonly intro?: string; readonly action?: Child } & Pick<
    PageOf,
    'topics' | 'status'
  >,
  content: (csrf: string, visit: Visit) => Child,
): Promise<Response> => {
  const { tab, intro, action, ...more } = page
  const words = settingsWords(context.get('visit').locale)
  const title = words.tabs[tab]
  return pages.show(context, { title: `${title} · ${words.title}`, place: 'settings', ...more }, (csrf, visit) => (
    <>
      <Head title={title} {...(intro === undefined ? {} : { intro })}>
        {action}
      </Head>
      <SettingsTabs visit={visit} here={tab} />
      {content(csrf, visit)}
    </>
  ))
}
