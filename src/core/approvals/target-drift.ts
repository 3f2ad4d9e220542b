import { sameJson } from '../canonical.ts'
import type { ClusterReader } from '../cluster.ts'
import { NotFoundError } from '../errors.ts'
import { targetOf } from '../kinds/target-of.ts'
import type { Effect, Plan } from '../plan.ts'
import { atPointer } from '../pointer.ts'
import { KubeObject, refName } from '../resource.ts'
import { isUnmade } from '../road/effect-state.ts'
import { code, join, text, type Text } from '../text.ts'
import { lastChange } from './last-change.ts'

/** The plan with its objects as they are now, and what is no longer as planned. */
export type SeenNow = { readonly plan: Plan; readonly drift?: Text }

/** `strict`: any change of the spec is drift; else only what the plan relies on. */
export async function seeTargets(
  plan: Plan,
  reader: ClusterReader,
  { strict }: { readonly strict: boolean },
): Promise<SeenNow> {
  const seen = await Promise.all(plan.effects.map((effect) => seeTarget(effect, reader, strict)))
  const drifts = seen.flatMap(({ drift }) => (drift ? [drift] : []))
  return {
    plan: { ...plan, effects: seen.map(({ effect }) => effect) },
    ...(drifts.length > 0 && { drift: join(drifts, ' ') }),
  }
}

type Seen = { readonly effect: Effect; readonly drift?: Text }

async function seeTarget(effect: Effect, reader: ClusterReader, strict: boolean): Promise<Seen> {
  const name = code(refName(effect.target))
  try {
    const object = await reader.get(effect.target, KubeObject)
    const drift = driftOf(effect, object, strict)
    const fresh = { ...effect, target: targetOf(effect.target, object) }
    return { effect: fresh, ...(drift && { drift: text`${drift}${lastChange(object)}.` }) }
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error
    return { effect, drift: text`${name} is no longer there.` }
  }
}

function driftOf(effect: Effect, object: KubeObject, strict: boolean): Text | undefined {
  const { target } = effect
  const { uid, generation = 0, deletionTimestamp } = object.metadata
  const name = code(refName(target))
  if (uid !== target.uid) return text`${name} was deleted and made anew`
  if (deletionTimestamp != null) return text`${name} is being deleted`
  const isMoved = generation !== target.generation
  if (!isUnmade(effect, object)) return text`${name} changed: ${differences(effect, object)}`
  return strict && isMoved
    ? text`the spec of ${name} changed (generation ${target.generation} → ${generation})`
    : undefined
}

/** What the plan relied on and what is there, where that can be said in a word. */
function differences({ patch }: Effect, object: KubeObject): Text {
  const said = patch.flatMap((step) => {
    if (step.op !== 'test') return []
    const found = atPointer(object, step.path)
    return sameJson(found ?? null, step.value ?? null) ? [] : [difference(step, found)]
  })
  return said.length > 0 ? join(said, ', ') : text`it is no longer as planned`
}

function difference({ path, value }: { path: string; value: unknown }, found: unknown): Text {
  const field = code(path.split('/').at(-1) ?? path)
  return isWord(value) && isWord(found)
    ? text`${field} was ${code(String(value ?? 'not set'))}, is ${code(String(found ?? 'not set'))} now`
    : text`${field} is another`
}

const isWord = (value: unknown): value is string | number | boolean | null | undefined =>
  value == null || ['string', 'number', 'boolean'].includes(typeof value)
