import { readNamespace } from '../../names.ts'
import { toggle, valueFlag, withShort } from '../parameters.ts'

/** `-n shop`. When absent, the place's default namespace is meant. */
export const namespace = withShort(
  'n',
  valueFlag('NAMESPACE', 'the namespace; without it, the default of this channel', readNamespace),
)

/** `-A`. */
export const allNamespaces = toggle('in every namespace', 'A')
