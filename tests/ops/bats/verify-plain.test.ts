import { describeBats } from '../support/bats.ts'

describeBats('verify-plain.bats')
