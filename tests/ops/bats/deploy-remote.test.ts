import { describeBats } from '../support/bats.ts'

describeBats('deploy-remote.bats')
