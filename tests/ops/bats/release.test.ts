import { describeBats } from '../support/bats.ts'

describeBats('release.bats')
