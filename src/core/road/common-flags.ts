import type { Change } from '../command.ts'
import { UsageError } from '../errors.ts'
import { code, text } from '../text.ts'
import { durationFlag } from '../words/arguments/amount-arguments.ts'
import { atFlag } from '../words/arguments/at-flag.ts'
import { oneLine } from '../words/one-line.ts'
import type { ArgsOf } from '../words/parameters.ts'
import { misread, read, type Reading, toggle, valueFlag, withShort } from '../words/parameters.ts'
import { parseWithCommon } from '../words/parse-args.ts'

const REASON_MAX = 500
const NAME_MAX = 253

/** Flags that the road itself reads, on every command. */
export const queryFlags = {
  cluster: withShort(
    'c',
    valueFlag('CLUSTER', 'the cluster to ask; default: this channel’s', (value) => read(value)),
  ),
  public: toggle('answer for everybody here, not only for you'),
} as const

/** The same, and what every change has on top. */
export const changeFlags = {
  ...queryFlags,
  dryRun: toggle('show what would change and check it on the server; change nothing'),
  reason: valueFlag('TEXT', 'why; kept with the change', readReason),
  confirm: valueFlag('NAME', 'the name that the policy wants typed for this change', (value) =>
    value.length <= NAME_MAX ? read(value) : misread(...text`at most ${NAME_MAX} characters`),
  ),
  at: atFlag,
} as const

/** What a change has that can be taken back later. */
export const temporaryFlags = {
  ...changeFlags,
  for: durationFlag('for how long; afterwards it is taken back'),
} as const

export type ChangeFlags = ArgsOf<typeof temporaryFlags>

/** A change's own arguments and the flags of the road. */
export function readChange(
  command: Change,
  words: readonly string[],
): { readonly args: unknown; readonly flags: ChangeFlags } {
  const { args, common } = parseWithCommon(command, words, temporaryFlags)
  if (common.for === undefined || command.temporary) return { args, flags: common }
  throw new UsageError(
    'not-temporary',
    text`${code('--for')} makes no sense here: what ${code(command.name)} does is not taken back by a clock.`,
  )
}

function readReason(value: string): Reading<string> {
  if (value.length > REASON_MAX) return misread(...text`at most ${REASON_MAX} characters`)
  const reason = oneLine(value)
  return reason === '' ? misread('it is empty') : read(reason)
}
