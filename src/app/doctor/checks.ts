import { channels } from './channels.ts'
import type { Check } from './check.ts'
import { clusters } from './clusters.ts'
import { configuration } from './configuration.ts'
import { people } from './people.ts'
import { program } from './program.ts'
import { rights } from './rights.ts'
import { secrets } from './secrets.ts'
import { slack } from './slack.ts'
import { store } from './store.ts'

/** Everything that `doctor` looks at, in the order in which it is told. Adding one is one file, one test, one line here. */
export const checks: readonly Check[] = [
  program,
  configuration,
  secrets,
  slack,
  channels,
  people,
  store,
  clusters,
  rights,
]
