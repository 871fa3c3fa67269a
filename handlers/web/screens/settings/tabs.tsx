import { Tabs } from '../../parts/index.ts'
import type { Visit } from '../../visit/visit.ts'
import { settingsWords } from './words.ts'

const TABS = [
  { name: 'profile', operators: false },
  { name: 'security', operators: false },
  { name: 'sessions', operators: false },
  { name: 'appearance', operators: false },
  { name: 'keys', operators: true },
  { name: 'integrations', operators: true },
] as const

export type SettingsTab = (typeof TABS)[number]['name']

export const pathOf = (tab: SettingsTab): string => `/web/settings/${tab}`

/** The pages of the settings. None while the session needs something first: the others would lead back here. */
export const SettingsTabs = ({ visit, here }: { visit: Visit; here: SettingsTab }) => {
  const words = settingsWords(visit.locale)
  if (visit.session.need !== null) return null
  const tabs = TABS.filter(({ operators }) => visit.isOperator || !operators)
  return (
    <Tabs
      label={words.title}
      tabs={tabs.map(({ name }) => ({ href: pathOf(name), text: words.tabs[name], isHere: name === here }))}
    />
  )
}
