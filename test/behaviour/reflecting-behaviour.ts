import { describe, expect, test } from 'vitest'
import type { Place } from './place.ts'
import { MERGE_PATCH } from '../support/cluster-client.ts'
import { itemsOf, objectOf } from '../support/cluster-objects.ts'

/** What whoever keeps a copy of a kind in memory relies on. */
export function describeReflecting({ namespace, client }: Place): void {
  const secrets = `/api/v1/namespaces/${namespace}/secrets`
  const events = `/api/v1/namespaces/${namespace}/events`
  const make = (name: string) =>
    client().call('POST', secrets, { body: { metadata: { name }, type: 'Opaque' } })
  const change = (name: string, n: number) => {
    const body = { metadata: { labels: { n: String(n) } } }
    return client().call('PATCH', `${secrets}/${name}`, { body, type: MERGE_PATCH })
  }
  const watch = (query: string, count: number) =>
    client().watch(`${secrets}?watch=1&timeoutSeconds=5&${query}`, ({ length }) => length >= count)

  describe('reflecting', () => {
    test('a watch from the version of a list says what came after it, each once', async () => {
      await make('before')
      const list = await client().call('GET', `${secrets}?limit=500`)
      await make('after')
      await change('before', 1)

      const seen = await watch(`resourceVersion=${objectOf(list).metadata.resourceVersion}`, 2)
      expect(seen.map(({ type, object }) => [type, object.metadata.name])).toEqual([
        ['ADDED', 'after'],
        ['MODIFIED', 'before'],
      ])
    })

    test('what was deleted is told with a newer version than it last had', async () => {
      const made = objectOf(await make('short-lived')).metadata
      await client().call('DELETE', `${secrets}/short-lived`)

      const [gone] = await watch(`resourceVersion=${made.resourceVersion}`, 1)
      expect(gone).toMatchObject({ type: 'DELETED', object: { metadata: { uid: made.uid } } })
      const version = Number(gone?.object.metadata.resourceVersion)
      expect(version).toBeGreaterThan(Number(made.resourceVersion))
    })

    test('later pages are of the moment of the first, whatever changes in between', async () => {
      const names = ['paged-a', 'paged-b', 'paged-c']
      for (const name of names) await make(name)
      const first = objectOf(await client().call('GET', `${secrets}?limit=1`)).metadata
      await client().call('DELETE', `${secrets}/paged-b`)
      await make('paged-d')
      const next = `${secrets}?limit=500&continue=${encodeURIComponent(first.continue)}`
      const rest = await client().call('GET', next)

      const found = itemsOf(rest).map(({ metadata }) => metadata.name)
      expect(found).toEqual(expect.arrayContaining(names))
      expect(found).not.toContain('paged-d')
      expect(objectOf(rest).metadata.resourceVersion).toBe(first.resourceVersion)
    })

    test('a list of a version from the future is refused, a watch from there is silent', async () => {
      const now = Number(objectOf(await client().call('GET', secrets)).metadata.resourceVersion)
      const future = `resourceVersion=${now + 1_000_000}`
      const refused = await client().call('GET', `${secrets}?${future}`)
      const watched = client().watch(
        `${secrets}?watch=1&timeoutSeconds=3&allowWatchBookmarks=true&${future}`,
        () => false,
      )
      await make('unheard')

      expect(refused.code).toBe(504)
      expect(objectOf(refused).message).toMatch(/^Timeout: Too large resource version: \d+, curr/)
      expect(await watched).toEqual([])
    })

    test('events are selected by their type, in a list and in a watch', async () => {
      const from = objectOf(await client().call('GET', events)).metadata.resourceVersion
      for (const type of ['Normal', 'Warning']) {
        const metadata = { name: `said.${type.toLowerCase()}` }
        const involvedObject = { kind: 'Pod', name: 'said', namespace }
        await client().call('POST', events, { body: { metadata, involvedObject, type } })
      }
      const selector = 'fieldSelector=type%3DWarning'
      const listed = itemsOf(await client().call('GET', `${events}?${selector}`))
      const watched = await client().watch(
        `${events}?watch=1&timeoutSeconds=5&resourceVersion=${from}&${selector}`,
        ({ length }) => length >= 1,
      )

      const names = listed.map(({ metadata }) => metadata.name)
      expect(names).toContain('said.warning')
      expect(names).not.toContain('said.normal')
      expect(watched[0]?.object.metadata.name).toBe('said.warning')
    })

    test('an object of a watch says its kind, one of a list does not', async () => {
      const from = objectOf(await client().call('GET', secrets)).metadata.resourceVersion
      await make('named')
      const [event] = await watch(`resourceVersion=${from}`, 1)
      const [item] = itemsOf(await client().call('GET', `${secrets}?limit=1`))

      expect(event?.object).toMatchObject({ kind: 'Secret', apiVersion: 'v1' })
      expect(item).not.toHaveProperty('kind')
    })
  })
}
