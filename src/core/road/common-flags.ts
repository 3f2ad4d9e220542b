import { misread, read, toggle, valueFlag, withShort } from '../words/parameters.ts'
import { text } from '../text.ts'

const REASON_MAX = 500

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
  reason: valueFlag('TEXT', 'why; kept with the change', (value) =>
    value.length <= REASON_MAX ? read(value) : misread(...text`at most ${REASON_MAX} characters`),
  ),
} as const
