import { describeBats } from '../support/bats.ts'

describeBats('verify_plain.bats')
