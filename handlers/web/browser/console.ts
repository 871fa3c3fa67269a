/** What the pages do beyond forms and links. Everything works without it; with it, it is quicker. */
import { copyButtons } from './copy.ts'
import { draftsStay, earlyWordsRead } from './drafts.ts'
import { focusOnPages } from './focus.ts'
import { shortcuts } from './keys.ts'
import { neverThrownBack, nothingLate } from './late.ts'
import { menus } from './menus.ts'
import { formsOnce } from './once.ts'
import { passkeyButtons } from './passkeys.ts'
import { tabsInSight } from './tabs.ts'
import { saysUnreached } from './unreached.ts'
import { noStreamUnseen } from './unseen.ts'

focusOnPages()
formsOnce()
shortcuts()
copyButtons()
passkeyButtons()
nothingLate()
draftsStay()
earlyWordsRead()
neverThrownBack()
noStreamUnseen()
tabsInSight()
menus()
saysUnreached()
