import { describeBats } from '../support/bats.ts'

describeBats('deploy.bats')
