import type { EmbeddedCluster } from '../../playground/cluster/embedded-cluster.ts'
import { saidBy } from '../support/whole-bot.ts'
import { answersTo, type Load, type Typed, untilAnswered } from './load.ts'
import type { Place, Stopped } from './pods.ts'
import { PATIENCE_MS } from '../support/patience.ts'

/** A message that a process held when it went is free again after so long at the latest. */
const HELD_MS = 30_000

export type Rolled = {
  readonly load: Load
  readonly stops: readonly Stopped[]
  readonly writes: ReadonlyMap<string, number>
}

/** How it should be: see `judge`. */
export const ALL_WELL = { failed: '', unanswered: [], wrong: [], unclean: [], broke: [] } as const

/** What failed, what was not answered, what was answered or done other than once, who did not stop cleanly. */
export async function judge(place: Place, { load, stops, writes }: Rolled) {
  const { typed } = load
  const unanswered = await untilAnswered(place, typed, HELD_MS + PATIENCE_MS)
  const taken = typed.filter(({ ack }) => ack?.acked === true)
  report(place, typed, stops)
  return {
    failed: reasons(typed),
    unanswered: unanswered.map(({ words }) => words),
    wrong: taken
      .filter((one) => !unanswered.includes(one))
      .flatMap((one) => wrongWith(one, answersTo(place, one).map(saidBy), writes)),
    unclean: stops.filter(({ code, readyz }) => code !== 0 || readyz !== 503),
    broke: place.broke,
  }
}

/** Each has one answer, a good one; each rollout was sent once, is told on one card, and can be undone. */
function wrongWith(
  { kind, words, mark }: Typed,
  answers: readonly string[],
  writes: ReadonlyMap<string, number>,
): string[] {
  const [answer = '', ...more] = answers
  if (more.length > 0) return [`${words}: ${answers.length} answers`]
  if (kind === 'query') return answer.includes('pods') ? [] : [`${words}: ${answer}`]
  if (kind === 'label') return []
  const isGood = /^✓ Scaled .*Undo/u.test(answer) && writes.get(mark) === 1
  return isGood ? [] : [`${words}: sent ${writes.get(mark) ?? 0} times, ${answer}`]
}

/** Why Slack could not bring them; empty when it brought all. */
export const reasons = (typed: readonly Typed[]): string =>
  [
    ...new Set(typed.flatMap(({ ack }) => (ack?.acked === true ? [] : [ack?.reason ?? 'none']))),
  ].join(', ')

/** Of each deployment, how often something was sent that writes. */
export function countWrites(cluster: EmbeddedCluster): ReadonlyMap<string, number> {
  const writes = new Map<string, number>()
  cluster.onRequest(({ method, path }) => {
    const [, name] = /\/deployments\/(roll-\d+)/u.exec(path) ?? []
    if (method !== 'PATCH' || path.includes('dryRun') || name === undefined) return
    writes.set(name, (writes.get(name) ?? 0) + 1)
  })
  return writes
}

function report({ lines }: Place, typed: readonly Typed[], stops: readonly Stopped[]): void {
  const lost = typed.filter(({ ack }) => ack?.acked !== true).length
  const seconds = ((typed.at(-1)?.at ?? 0) - (typed[0]?.at ?? 0)) / 1000
  const slowest = Math.max(...typed.map(({ ackMs }) => ackMs))
  const count = (said: string) => lines.filter(({ msg }) => msg.includes(said)).length
  const text = [
    `${typed.length} commands in ${seconds.toFixed(1)} s, ${lost} met nobody`,
    `slowest acknowledgement ${slowest} ms`,
    `stops took ${stops.map(({ ms }) => ms).join(', ')} ms`,
    `${count('handed over')} rollouts handed over`,
    `${count('left to another')} deliveries left to another connection`,
  ].join('; ')
  process.stdout.write(`${text}\n`)
}
