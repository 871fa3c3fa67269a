/** What the pages do beyond forms and links. Everything works without it; with it, it is quicker. */
import { copyButtons } from './copy.ts'
import { focusOnPages } from './focus.ts'
import { shortcuts } from './keys.ts'
import { nothingLate } from './late.ts'
import { passkeyButtons } from './passkeys.ts'
import { tabsInSight } from './tabs.ts'
import { saysUnreached } from './unreached.ts'

focusOnPages()
shortcuts()
copyButtons()
passkeyButtons()
nothingLate()
tabsInSight()
saysUnreached()
