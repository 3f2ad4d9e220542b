import { matchesAny, matchesGlob } from '../../core/glob.ts'
import { code, type Text, text } from '../../core/text.ts'
import type { Route } from './route-settings.ts'
import type { Routed } from './routed.ts'

/** Why a route does not fit, in words; undefined when it does not mind. */
type Criterion = (route: Route, routed: Routed) => Text | undefined

/** The first thing in which a route does not fit; undefined when it fits. */
export function unmet(route: Route, routed: Routed): Text | undefined {
  for (const criterion of CRITERIA) {
    const reason = criterion(route, routed)
    if (reason) return reason
  }
  return undefined
}

const clusters: Criterion = ({ clusters: wanted }, { cluster }) =>
  missed('cluster', wanted, [cluster])

const namespaces: Criterion = ({ namespaces: wanted }, { about: { namespace } }) => {
  if (wanted && namespace === undefined)
    return text`it has no namespace, and the route wants ${list(wanted)}`
  return missed('namespace', wanted, namespace === undefined ? [] : [namespace])
}

const severities: Criterion = ({ severities: wanted }, { severity }) =>
  missed('severity', wanted, [severity])

const detectors: Criterion = ({ detectors: wanted }, { detector }) =>
  missed('detector', wanted, [detector])

const causes: Criterion = ({ causes: wanted }, { cause, mode }) =>
  missed('cause', wanted, mode === undefined ? [cause] : [cause, mode])

const labels: Criterion = (route, routed) => missedPair('label', route.labels, routed.labels)

const annotations: Criterion = (route, routed) =>
  missedPair('annotation', route.annotations, routed.annotations)

const CRITERIA = [clusters, namespaces, severities, detectors, causes, labels, annotations]

/** None of the values fits any of the patterns. */
function missed(
  what: string,
  wanted: readonly string[] | undefined,
  values: readonly string[],
): Text | undefined {
  if (!wanted || values.some((value) => matchesAny(wanted, value))) return undefined
  return text`its ${what} is ${code(values.join(', '))}, and the route wants ${list(wanted)}`
}

function missedPair(
  what: string,
  wanted: Readonly<Record<string, string>> = {},
  values: Readonly<Record<string, string>>,
): Text | undefined {
  for (const [key, pattern] of Object.entries(wanted)) {
    const value = Object.hasOwn(values, key) ? values[key] : undefined
    if (value === undefined)
      return text`it has no ${what} ${code(key)}, and the route wants ${code(pattern)}`
    if (!matchesGlob(pattern, value))
      return text`its ${what} ${code(key)} is ${code(value)}, and the route wants ${code(pattern)}`
  }
  return undefined
}

const list = (wanted: readonly string[]) => code(wanted.join(', '))
