import { describeBats } from '../support/bats.ts'

describeBats('smoke.bats')
