import type { Pod } from '../kinds/pod-shape.ts'
import { behaviourOf, type Behaviour, type Breakages } from './behaviour.ts'
import type { Resources } from '../kinds/resources.ts'

export type LogLine = { readonly at: Date; readonly text: string }

/** How long a container has been writing, and how it does. */
export type Life = {
  readonly from: Date
  /** When it ended; still writing when absent. */
  readonly to?: Date
  readonly behaviour: Behaviour
}

const EVERY_MS = 2000
const MOST = 5000

/** What a container wrote from its start up to a moment: the same lines each time they are asked for. */
export function linesOf(container: string, life: Life, now: Date): LogLine[] {
  const end = Math.min(life.to?.getTime() ?? now.getTime(), now.getTime())
  const written = Math.max(0, Math.floor((end - life.from.getTime()) / EVERY_MS)) + STARTING.length
  const first = Math.max(0, written - MOST)
  const usual = Array.from({ length: written - first }, (_, i) =>
    lineAt(container, life, first + i),
  )
  const story = life.to && life.behaviour === 'oom' ? OUT_OF_MEMORY : CRASHING
  const tells = life.to && (life.behaviour === 'crash' || life.behaviour === 'oom')
  const last = tells ? story.map((text) => ({ at: life.to ?? now, text })) : []
  return [...usual, ...last]
}

/** The line number `n`, counted from a container's start. */
export function lineAt(container: string, life: Life, n: number): LogLine {
  const at = new Date(life.from.getTime() + Math.max(0, n - STARTING.length + 1) * EVERY_MS)
  const starting = STARTING[n]
  if (starting !== undefined) return { at, text: starting.replace('APP', container) }
  return { at, text: USUAL[n % USUAL.length]?.replaceAll('N', String(n)) ?? '' }
}

export const NEXT_LINE_MS = EVERY_MS

/** How a pod's container has been doing, now or in its previous life. */
export function lifeOf(
  pod: Pod,
  container: string,
  how: { previous: boolean; resources: Resources; breakages: Breakages },
): Life | undefined {
  const told = pod.status.containerStatuses?.find((one) => one.name === container)
  const behaviour = behaviourOf(pod, how.resources, how.breakages)
  if (!told) return undefined
  const ended =
    told.state.terminated ?? (told.state.running ? undefined : told.lastState.terminated)
  const past = how.previous ? told.lastState.terminated : ended
  if (past?.startedAt && past.finishedAt)
    return { from: new Date(past.startedAt), to: new Date(past.finishedAt), behaviour }
  if (how.previous || !told.state.running?.startedAt) return undefined
  return { from: new Date(told.state.running.startedAt), behaviour }
}

const STARTING = [
  '{"level":"info","msg":"starting APP","version":"1.4.2"}',
  '{"level":"info","msg":"configuration loaded","source":"/etc/config/app.yaml"}',
  '{"level":"debug","msg":"connecting","url":"postgres://shop:s3cr3t-p4ss@db.shop.svc:5432/shop"}',
  '{"level":"info","msg":"listening","port":8080}',
]

const USUAL = [
  '{"level":"info","msg":"GET /products 200","ms":12,"request":"r-N"}',
  '{"level":"info","msg":"GET /cart 200","ms":9,"request":"r-N"}',
  '{"level":"info","msg":"POST /orders 201","ms":48,"request":"r-N"}',
  '{"level":"info","msg":"GET /healthz 200","ms":1}',
  '{"level":"info","msg":"GET /products/42 200","ms":14,"request":"r-N"}',
  '{"level":"warn","msg":"slow query","ms":812,"query":"select * from orders where id = $1"}',
  '{"level":"info","msg":"cache refreshed","entries":1N}',
  '{"level":"info","msg":"GET /search?q=socks 200","ms":31,"request":"r-N"}',
  '{"level":"error","msg":"upstream <!channel> refused, token=xoxb-111111111111-abcdefghijkl password=hunter2"}',
  '{"level":"info","msg":"retry succeeded","attempt":2,"request":"r-N"}',
]

const CRASHING = [
  '{"level":"error","msg":"cannot reach database","host":"db.shop.svc:5432","error":"connection refused"}',
  '{"level":"error","msg":"cannot reach database","host":"db.shop.svc:5432","error":"connection refused"}',
  'panic: no database after 3 attempts',
  '',
  'goroutine 1 [running]:',
  'main.main()',
  '\t/src/cmd/server/main.go:87 +0x1d4',
  'exit status 1',
]

const OUT_OF_MEMORY = [
  '{"level":"warn","msg":"memory above 80 % of its limit","used":"206Mi","limit":"256Mi"}',
  '{"level":"warn","msg":"memory above 95 % of its limit","used":"245Mi","limit":"256Mi"}',
]
