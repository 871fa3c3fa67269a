import { describeBats } from '../support/bats.ts'

describeBats('scripts.bats')
