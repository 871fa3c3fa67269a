import { describeBats } from '../support/bats.ts'

describeBats('secrets.bats')
