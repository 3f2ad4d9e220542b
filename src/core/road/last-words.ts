import type { ClusterReader } from '../cluster.ts'
import type { Judge } from '../judge.ts'
import type { PodTrouble } from '../kinds/pod-troubles.ts'
import type { Trouble } from '../outcome.ts'
import { bold, text, type Text } from '../text.ts'
import type { Question } from './gates.ts'

/** Is this person allowed to show what that pod said? */
export type LogGate = (pod: { readonly name: string; readonly namespace: string }) => boolean

/** What a crashed pod said is shown to everybody here, so policy must allow the person its logs. */
export function logGate(question: Question, judge: Judge): LogGate {
  return ({ name, namespace }) => {
    const target = { kind: 'pods', group: '', namespace, name }
    return judge.judge({ ...question, command: 'logs', risk: 'read', target }).kind === 'allow'
  }
}

const PODS = 2
/** A stack trace follows the line that tells what happened. */
const LINES = 10

/** The pods that stand in the way, the first of them with the last lines of their crashed container's log. */
export async function lastWords(
  pods: readonly PodTrouble[],
  namespace: string | undefined,
  { reader, mayShowLog }: { readonly reader: ClusterReader; readonly mayShowLog: LogGate },
): Promise<Trouble[]> {
  const read = async (pod: PodTrouble, i: number): Promise<Trouble> => {
    const isShown = i < PODS && namespace !== undefined && mayShowLog({ ...pod, namespace })
    const lastLines = isShown ? await tail(pod, namespace, reader) : undefined
    return { ...troubleOf(pod), ...(lastLines !== undefined && { lastLines }) }
  }
  return Promise.all(pods.map(read))
}

/** The same pod without its log. */
export function troubleOf(pod: PodTrouble): Trouble {
  const { name, container } = pod
  return { pod: name, why: whyOf(pod), ...(container !== undefined && { container }) }
}

/** What Kubernetes says of a crash loop is only how long it waits and the pod's name and uid again. */
function whyOf({ why, restarts, exitCode, message }: PodTrouble): Text {
  const exit = exitCode === undefined ? [] : text` (exit ${exitCode})`
  const again = restarts > 0 ? text`, ${restarts} ${restarts === 1 ? 'restart' : 'restarts'}` : []
  const says = message === undefined || why === 'CrashLoopBackOff' ? '' : `: ${message}`
  return text`${bold(why)}${exit}${again}${says}`
}

/** A container that ran has a log; its last words before a crash are in its previous run. */
async function tail(
  pod: PodTrouble,
  namespace: string,
  reader: ClusterReader,
): Promise<string | undefined> {
  if (pod.exitCode === undefined && pod.restarts === 0) return undefined
  const query = {
    namespace,
    pod: pod.name,
    tailLines: LINES,
    ...(pod.container !== undefined && { container: pod.container }),
  }
  const previous = await reader.logs({ ...query, previous: true }).catch(() => undefined)
  const found = previous?.text ? previous : await reader.logs(query).catch(() => undefined)
  return found?.text.trim() || undefined
}
