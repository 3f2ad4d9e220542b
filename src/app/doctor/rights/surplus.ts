import type { AccessQuestion, Examination } from '../../../kube/examination/examination.ts'
import { rightsIn } from './wanted.ts'

/** Rules differ from namespace to namespace; these two are where the bot has nothing to look for beyond its own. */
const USUAL = ['default', 'kube-system']

/** What the bot may beyond what it needs, as far as the server lists its rules; each right once, with where. */
export async function surplusOf(
  cluster: Pick<Examination, 'rules'>,
  wanted: readonly AccessQuestion[],
): Promise<readonly AccessQuestion[]> {
  const named = wanted.flatMap(({ namespace }) => namespace ?? [])
  const places = [...new Set([...named, ...USUAL])]
  const found = await Promise.all(
    places.map(async (namespace) => {
      const here = wanted.filter(
        (one) => one.namespace === undefined || one.namespace === namespace,
      )
      const granted = (await cluster.rules(namespace)).flatMap(rightsIn)
      return granted
        .filter((right) => !isHarmless(right) && !here.some((one) => covers(one, right)))
        .map((right) => ({ ...right, namespace }))
    }),
  )
  return together(found.flat(), places.length)
}

/** A right that is there in every namespace comes from a rule for the whole cluster. */
function together(rights: readonly AccessQuestion[], places: number): readonly AccessQuestion[] {
  const sameRight = (right: AccessQuestion) => JSON.stringify({ ...right, namespace: undefined })
  return [...Map.groupBy(rights, sameRight).values()].flatMap((all) => {
    const once = [...new Map(all.map((one) => [one.namespace, one])).values()]
    if (once.length < places) return once
    return once.slice(0, 1).map((right) => everywhere(right))
  })
}

function everywhere({ verb, group, resource, subresource, name }: AccessQuestion): AccessQuestion {
  return {
    verb,
    group,
    resource,
    ...(subresource !== undefined && { subresource }),
    ...(name !== undefined && { name }),
  }
}

const covers = (wanted: AccessQuestion, right: AccessQuestion): boolean =>
  wanted.verb === right.verb &&
  wanted.group === right.group &&
  wanted.resource === right.resource &&
  wanted.subresource === right.subresource &&
  (wanted.name === undefined || wanted.name === right.name)

/**
 * Everybody may ask about themselves: the ClusterRole system:basic-user. And what may be done as somebody (custom kinds
 * that were named, for instance) is no more than they may do themselves.
 */
const isHarmless = ({ verb, resource }: AccessQuestion): boolean =>
  verb.startsWith('impersonate-on:') ||
  (verb === 'create' && /^selfsubject(?:access|rules)?reviews$/.test(resource))
