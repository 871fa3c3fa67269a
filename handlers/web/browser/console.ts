/** What the pages do beyond forms and links. Everything works without it; with it, it is quicker. */
import { copyButtons } from './copy.ts'
import { focusOnPages } from './focus.ts'
import { shortcuts } from './keys.ts'
import { passkeyButtons } from './passkeys.ts'

focusOnPages()
shortcuts()
copyButtons()
passkeyButtons()
