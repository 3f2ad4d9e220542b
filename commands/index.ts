import type { Command } from '../src/core/command.ts'
import { audit } from './audit.ts'
import { canI } from './can-i.ts'
import { clusters } from './clusters.ts'
import { describe } from './describe.ts'
import { events } from './events.ts'
import { get } from './get.ts'
import { help } from './help.ts'
import { logs } from './logs.ts'
import { restart } from './restart.ts'
import { rollback } from './rollback.ts'
import { rolloutStatus } from './rollout-status.ts'
import { scale } from './scale.ts'
import { version } from './version.ts'
import { whoami } from './whoami.ts'
import { why } from './why.ts'

/** What people can say, in the order help shows it. Adding a command is one file, one test and one line here. */
export const commands: readonly Command[] = [
  get,
  describe,
  logs,
  events,
  rolloutStatus,
  scale,
  restart,
  rollback,
  audit,
  canI,
  whoami,
  why,
  clusters,
  version,
  help,
]
