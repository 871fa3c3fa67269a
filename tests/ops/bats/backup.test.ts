import { describeBats } from '../support/bats.ts'

describeBats('backup.bats')
