import type { Command } from '../src/core/command.ts'
import { ack } from './ack.ts'
import { actions } from './actions.ts'
import { approvals } from './approvals.ts'
import { approve } from './approve.ts'
import { assign } from './assign.ts'
import { audit } from './audit.ts'
import { breakGlass } from './break-glass.ts'
import { canI } from './can-i.ts'
import { cancel } from './cancel.ts'
import { clusters } from './clusters.ts'
import { config } from './config.ts'
import { cordon } from './cordon.ts'
import { deny } from './deny.ts'
import { describe } from './describe.ts'
import { events } from './events.ts'
import { extend } from './extend.ts'
import { get } from './get.ts'
import { help } from './help.ts'
import { incidents } from './incidents.ts'
import { keep } from './keep.ts'
import { label } from './label.ts'
import { logs } from './logs.ts'
import { mute } from './mute.ts'
import { mutes } from './mutes.ts'
import { pause } from './pause.ts'
import { restart } from './restart.ts'
import { resume } from './resume.ts'
import { review } from './review.ts'
import { reviews } from './reviews.ts'
import { rollback } from './rollback.ts'
import { rolloutStatus } from './rollout-status.ts'
import { scale } from './scale.ts'
import { scheduled } from './scheduled.ts'
import { unassign } from './unassign.ts'
import { status } from './status.ts'
import { uncordon } from './uncordon.ts'
import { undo } from './undo.ts'
import { unmute } from './unmute.ts'
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
  pause,
  resume,
  cordon,
  uncordon,
  label,
  undo,
  approvals,
  approve,
  deny,
  cancel,
  scheduled,
  extend,
  keep,
  breakGlass,
  reviews,
  review,
  incidents,
  actions,
  ack,
  assign,
  unassign,
  mute,
  mutes,
  unmute,
  audit,
  canI,
  whoami,
  why,
  clusters,
  status,
  config,
  version,
  help,
]
