import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { Place } from './place.ts'
import { MERGE_PATCH } from '../support/cluster-client.ts'
import { objectOf } from '../support/cluster-objects.ts'

export function describeWatching({ namespace, client, connected }: Place): void {
  const maps = `/api/v1/namespaces/${namespace}/configmaps`
  const make = (name: string, labels: object) =>
    client().call('POST', maps, { body: { metadata: { name, labels } } })
  const relabel = (name: string, labels: object) =>
    client().call('PATCH', `${maps}/${name}`, { body: { metadata: { labels } }, type: MERGE_PATCH })
  const revision = async () => objectOf(await client().call('GET', maps)).metadata.resourceVersion

  describe('watching', () => {
    test('a watch resumes after the version it was given', async () => {
      const from = await revision()
      await make('seen', { watched: 'yes' })
      await relabel('seen', { more: 'yes' })
      await client().call('DELETE', `${maps}/seen`)
      const events = await client().watch(
        `${maps}?watch=1&timeoutSeconds=20&resourceVersion=${from}&labelSelector=watched`,
        (seen) => seen.length >= 3,
      )

      expect(events.map((one) => one.type)).toEqual(['ADDED', 'MODIFIED', 'DELETED'])
      expect(events.every((one) => one.object.metadata.name === 'seen')).toBe(true)
    })

    test('an object that stops matching the selector is deleted for the watcher', async () => {
      const from = await revision()
      await make('turncoat', { side: 'left' })
      await relabel('turncoat', { side: 'right' })
      await relabel('turncoat', { side: 'left' })
      const events = await client().watch(
        `${maps}?watch=1&timeoutSeconds=20&resourceVersion=${from}&labelSelector=side%3Dleft`,
        (seen) => seen.length >= 3,
      )

      expect(events.map((one) => one.type)).toEqual(['ADDED', 'DELETED', 'ADDED'])
    })

    test('a watch without a version starts with what is there', async () => {
      await make('there', { there: 'yes' })
      const events = await client().watch(
        `${maps}?watch=1&timeoutSeconds=20&labelSelector=there`,
        (seen) => seen.length >= 1,
      )

      expect(events[0]).toMatchObject({ type: 'ADDED', object: { metadata: { name: 'there' } } })
    })

    test('a watch ends by itself, with a bookmark shortly before', async () => {
      const from = await revision()
      const watched = client().watch(
        `${maps}?watch=1&timeoutSeconds=4&allowWatchBookmarks=true&resourceVersion=${from}&labelSelector=marked`,
        () => false,
      )
      // Older servers bookmark only what happened after the watch began.
      await sleep(200)
      await make('unmarked', {})
      const events = await watched

      const bookmark = events.find((one) => one.type === 'BOOKMARK')
      expect(Number(bookmark?.object.metadata.resourceVersion)).toBeGreaterThanOrEqual(Number(from))
      expect(events.map((one) => one.type)).not.toContain('ADDED')
    })

    test('a version that history forgot ends in a 410', async (context) => {
      const { forget } = connected()
      if (!forget) return context.skip()
      const from = await revision()
      const page = await client().call('GET', `${maps}?limit=1`)
      await make('later', {})
      forget()
      await make('latest', {})

      const events = await client().watch(
        `${maps}?watch=1&timeoutSeconds=5&resourceVersion=${from}`,
        (seen) => seen.length >= 1,
      )
      expect(events[0]).toMatchObject({ type: 'ERROR', object: { code: 410, reason: 'Expired' } })
      const token = objectOf(page).metadata.continue
      expect((await client().call('GET', `${maps}?limit=1&continue=${token}`)).code).toBe(410)
    })
  })
}
