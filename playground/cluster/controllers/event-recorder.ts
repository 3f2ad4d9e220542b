import type { Pace } from '../pace.ts'
import type { Resources } from '../kinds/resources.ts'
import type { KubeObject } from '../storage/kube-object.ts'
import { StatusError } from '../rest/status-error.ts'

export type EventWords = {
  readonly type?: 'Normal' | 'Warning'
  readonly reason: string
  readonly message: string
  /** Who says it, e.g. `deployment-controller`. */
  readonly from: string
  readonly host?: string
  /** What was attempted; said by those that write events.k8s.io, as the scheduler does. */
  readonly action?: string
}

export type Recorder = { record(about: KubeObject, words: EventWords): void }

/** Writes Events as controllers do: the same thing said again counts up instead of being said anew. */
export function createRecorder({ events }: Pick<Resources, 'events'>, pace: Pace): Recorder {
  const known = new Map<string, { namespace: string; name: string }>()
  const countUp = (key: string) => {
    const ref = known.get(key)
    if (!ref || !events.get(ref)) return false
    const lastTimestamp = pace.stamp()
    events.update(ref, (event) =>
      event.eventTime === undefined
        ? { ...event, count: (event.count ?? 1) + 1, lastTimestamp }
        : {
            ...event,
            series: { count: (event.series?.count ?? 1) + 1, lastObservedTime: lastTimestamp },
          },
    )
    return true
  }
  const write = (key: string, about: KubeObject, words: EventWords) => {
    const namespace = about.metadata.namespace ?? 'default'
    const name = `${about.metadata.name}.${Date.now().toString(16)}${known.size.toString(16)}`
    known.set(key, { namespace, name })
    events.create(eventOf(about, words, { namespace, name, at: pace.stamp() }))
  }
  return {
    record(about, words) {
      const key = [about.metadata.uid, words.reason, words.message, words.from].join('|')
      try {
        if (!countUp(key)) write(key, about, words)
      } catch (error) {
        // The namespace is going away: nobody can be told there any more.
        if (!(error instanceof StatusError)) throw error
      }
    },
  }
}

type Place = { readonly namespace: string; readonly name: string; readonly at: string }

function eventOf(about: KubeObject, words: EventWords, { at, ...place }: Place) {
  const { name, namespace, uid, resourceVersion } = about.metadata
  return {
    metadata: place,
    involvedObject: {
      kind: about.kind,
      ...(namespace && { namespace }),
      name,
      uid,
      apiVersion: about.apiVersion,
      resourceVersion,
    },
    reason: words.reason,
    message: words.message,
    type: words.type ?? 'Normal',
    ...(words.action === undefined ? toldOldWay(words, at) : toldNewWay(words, at)),
  }
}

const toldOldWay = ({ from, host }: EventWords, at: string) => ({
  source: { component: from, ...(host && { host }) },
  firstTimestamp: at,
  lastTimestamp: at,
  count: 1,
  eventTime: null,
  reportingComponent: '',
  reportingInstance: '',
})

/** As events.k8s.io/v1 shows through in v1: its time only, and neither source nor count. */
const toldNewWay = ({ from, action }: EventWords, at: string) => ({
  source: {},
  firstTimestamp: null,
  lastTimestamp: null,
  eventTime: at.replace('Z', '.000000Z'),
  action,
  reportingComponent: from,
  reportingInstance: `${from}-0`,
})
