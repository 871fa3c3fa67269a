import { describeBats } from '../support/bats.ts'

describeBats('verify.bats')
