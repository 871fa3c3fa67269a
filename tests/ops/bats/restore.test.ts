import { describeBats } from '../support/bats.ts'

describeBats('restore.bats')
