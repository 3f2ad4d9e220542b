import type { World } from '../controllers/world.ts'
import type { Pod } from '../kinds/pod-shape.ts'
import type { Call, Reply, Sink } from '../rest/call.ts'
import { refuse } from '../rest/refusals.ts'
import { isTrue } from '../rest/target.ts'
import type { Breakages } from './behaviour.ts'
import { lifeOf, lineAt, linesOf, NEXT_LINE_MS, type Life, type LogLine } from './log-lines.ts'

type Ground = { readonly world: World; readonly breakages: Breakages }

/** `pods/NAME/log`: since, tail, limit, timestamps, previous and follow, refused as the kubelet refuses. */
export function serveLog(call: Call, { world, breakages }: Ground): Reply {
  const { resources, pace } = world
  const { namespace, name } = call.target
  const pod = resources.pods.get({ namespace, name })
  if (!pod) throw refuse.notFound(resources.pods.definition, name)
  const container = containerOf(pod, call.query.get('container'))
  const previous = isTrue(call.query.get('previous'))
  const life = lifeOf(pod, container, { previous, resources, breakages })
  if (!life) throw noLog(pod, container, previous)
  const now = pace.now()
  const lines = chosen(linesOf(container, life, now), call.query, now)
  const stamped = isTrue(call.query.get('timestamps'))
  const text = capped(lines.map((line) => print(line, stamped)).join(''), call.query)
  if (!isTrue(call.query.get('follow')) || life.to) return { reply: 'text', code: 200, text }
  const start = (sink: Sink) => {
    sink.write(text)
    follow(sink, { life, container, stamped, pace, from: linesOf(container, life, now).length })
  }
  return { reply: 'stream', contentType: 'text/plain', start }
}

function containerOf(pod: Pod, asked: string | null): string {
  const names = pod.spec.containers.map((one) => one.name)
  const { name } = pod.metadata
  if (asked) {
    if (names.includes(asked)) return asked
    throw refuse.badRequest(`container ${asked} is not valid for pod ${name}`)
  }
  if (names.length === 1) return names[0] ?? ''
  throw refuse.badRequest(
    `a container name must be specified for pod ${name}, choose one of: [${names.join(' ')}]`,
  )
}

function noLog(pod: Pod, container: string, previous: boolean) {
  const { name } = pod.metadata
  if (previous)
    return refuse.badRequest(
      `previous terminated container "${container}" in pod "${name}" not found`,
    )
  const told = pod.status.containerStatuses?.find((one) => one.name === container)
  const why = told?.state.waiting?.reason
  const doing =
    why === undefined || why === 'ContainerCreating'
      ? 'is waiting to start: ContainerCreating'
      : `is waiting to start: ${waitingWords(why, pod)}`
  return refuse.badRequest(`container "${container}" in pod "${name}" ${doing}`)
}

const waitingWords = (why: string, pod: Pod) =>
  /ImagePull/.test(why)
    ? `trying and failing to pull image "${pod.spec.containers[0]?.image}"`
    : why

function chosen(lines: readonly LogLine[], query: URLSearchParams, now: Date): readonly LogLine[] {
  const seconds = Number(query.get('sinceSeconds') ?? 0)
  const moment = query.get('sinceTime')
  const after = seconds > 0 ? now.getTime() - seconds * 1000 : Date.parse(moment ?? '')
  const recent = Number.isNaN(after) ? lines : lines.filter((line) => line.at.getTime() >= after)
  const tail = query.get('tailLines')
  return tail === null ? recent : recent.slice(Math.max(0, recent.length - Number(tail)))
}

const print = ({ at, text }: LogLine, stamped: boolean) =>
  stamped ? `${at.toISOString().replace('Z', '000000Z')} ${text}\n` : `${text}\n`

function capped(text: string, query: URLSearchParams): string {
  const limit = Number(query.get('limitBytes') ?? 0)
  return limit > 0 ? Buffer.from(text).subarray(0, limit).toString() : text
}

type Following = {
  readonly life: Life
  readonly container: string
  readonly stamped: boolean
  readonly pace: World['pace']
  readonly from: number
}

function follow(sink: Sink, { life, container, stamped, pace, from }: Following) {
  let n = from
  let cancel = () => {}
  const next = () => {
    sink.write(print({ ...lineAt(container, life, n), at: pace.now() }, stamped))
    n += 1
    cancel = pace.after(NEXT_LINE_MS, next)
  }
  cancel = pace.after(NEXT_LINE_MS, next)
  sink.onClose(() => cancel())
}
