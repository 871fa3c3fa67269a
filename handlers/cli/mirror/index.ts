import type { DataCommand } from '../command.ts'
import { mirrorPair } from './pair.ts'
import { mirrorStatus } from './status.ts'
import { mirrorPause, mirrorPlan, mirrorResume, mirrorSync } from './steer.ts'

export const mirrorCommands: readonly DataCommand[] = [
  mirrorStatus,
  mirrorPlan,
  mirrorSync,
  mirrorPause,
  mirrorResume,
  mirrorPair,
]
