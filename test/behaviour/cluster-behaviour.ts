import { afterAll, beforeAll, describe, expect } from 'vitest'
import type { Connected } from './place.ts'
import { createClusterClient, type ClusterClient } from '../support/cluster-client.ts'
import { describeAccess } from './access-behaviour.ts'
import { describeCustomKinds } from './custom-kind-behaviour.ts'
import { describePods } from './pod-behaviour.ts'
import { describeReading } from './reading-behaviour.ts'
import { describeReflecting } from './reflecting-behaviour.ts'
import { describeRollouts } from './rollout-behaviour.ts'
import { describeSafeWriting } from './safe-writing-behaviour.ts'
import { describeTroubles } from './trouble-behaviour.ts'
import { describeWatching } from './watching-behaviour.ts'
import { describeWriting } from './writing-behaviour.ts'

/** What a Kubernetes cluster does, whichever one it is. */
export function describeCluster(name: string, connect: () => Promise<Connected>): void {
  describe(`on ${name}`, () => {
    const namespace = `behave-${process.pid.toString(36)}`
    let connected: Connected | undefined
    let client: ClusterClient | undefined
    const must = <T>(value: T | undefined): T => {
      if (value === undefined) throw new Error('the cluster is not connected yet')
      return value
    }
    beforeAll(async () => {
      connected = await connect()
      client = createClusterClient(connected)
      const made = await client.call('POST', '/api/v1/namespaces', {
        body: { metadata: { name: namespace } },
      })
      expect(made.code).toBe(201)
    })
    afterAll(async () => {
      await client?.call('DELETE', `/api/v1/namespaces/${namespace}`)
      await client?.close()
      await connected?.close()
    })
    const place = { namespace, client: () => must(client), connected: () => must(connected) }
    describeReading(place)
    describeWatching(place)
    describeReflecting(place)
    describeWriting(place)
    describeSafeWriting(place)
    describeRollouts(place)
    describePods(place)
    describeTroubles(place)
    describeAccess(place)
    describeCustomKinds(place)
  })
}
