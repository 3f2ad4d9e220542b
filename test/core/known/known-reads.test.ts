import { expect, test } from 'vitest'
import type { Access } from '../../../src/core/access.ts'
import type { Actor } from '../../../src/core/actor.ts'
import type { Clusters, PrintedTable } from '../../../src/core/cluster.ts'
import { NotFoundError, UnavailableError } from '../../../src/core/errors.ts'
import { withKnownReads } from '../../../src/core/known/known-reads.ts'
import { text } from '../../../src/core/text.ts'
import { fakeClock } from '../../support/fake-clock.ts'
import { fakeClusterReader } from '../../support/fake-cluster-reader.ts'
import { kinds } from '../../support/kube-kinds.ts'

const jane: Actor = {
  userId: 'U1',
  teamId: 'T1',
  name: 'Jane',
  user: 'jane',
  groups: ['shop-devs'],
  roles: [],
}
const asOf = new Date('2026-03-02T09:59:20Z')
const known: PrintedTable = { columns: [], rows: [], more: false, asOf }
const lists: Access = { verb: 'list', kind: kinds.pod, namespace: 'shop' }
const away = () => new UnavailableError('cluster-unreachable', text`It does not answer.`)

function stage(forbidden: readonly string[] = []) {
  const clock = fakeClock()
  const inner = fakeClusterReader({ forbidden })
  let failure: Error | undefined
  const unless = <A extends unknown[], T>(run: (...args: A) => Promise<T>) => {
    return (...args: A) => (failure ? Promise.reject(failure) : run(...args))
  }
  const reader = { ...inner, review: unless(inner.review), table: unless(inner.table) }
  const writer = { apply: () => Promise.reject(new Error('nobody writes here')) }
  const clusters: Clusters = {
    infos: [reader.info],
    health: () => [],
    open: () => ({ reader, writer }),
  }
  const readable = withKnownReads(clusters, { clock, known: { table: () => known } })
  const as = (actor: Actor) =>
    readable.open('prod-eu', { actor, requestId: 'r1', signal: new AbortController().signal })
      .reader
  return { clock, as, fail: (error: Error | undefined) => void (failure = error) }
}

test('while the cluster does not answer, whoever could read a minute ago reads what was known', async () => {
  const { as, fail } = stage()
  await as(jane).review(lists)
  fail(away())

  expect(await as(jane).review(lists)).toEqual({ allowed: true })
  expect(await as(jane).table({ kind: kinds.pod, namespace: 'shop' })).toEqual(known)
})

test('while the cluster answers, nothing comes from memory', async () => {
  const { as } = stage()

  expect((await as(jane).table({ kind: kinds.pod, namespace: 'shop' })).asOf).toBeUndefined()
})

test('whoever listed a namespace may see one object of it, not another namespace', async () => {
  const { as, fail } = stage()
  await as(jane).review(lists)
  fail(away())

  expect(await as(jane).review({ ...lists, verb: 'get', name: 'web-1' })).toEqual({ allowed: true })
  await expect(as(jane).review({ ...lists, namespace: 'legacy' })).rejects.toThrow(UnavailableError)
})

test.each<[string, Partial<Access>]>([
  ['a log', { verb: 'get', subresource: 'log', name: 'web-1' }],
  ['a change', { verb: 'patch', name: 'web-1' }],
])('%s is never let pass by memory', async (_what, wish) => {
  const { as, fail } = stage()
  await as(jane).review({ ...lists, ...wish })
  fail(away())

  await expect(as(jane).review({ ...lists, ...wish })).rejects.toThrow(UnavailableError)
})

test('what the cluster refused is not remembered as allowed', async () => {
  const { as, fail } = stage(['list pods'])
  expect((await as(jane).review(lists)).allowed).toBe(false)
  fail(away())

  await expect(as(jane).review(lists)).rejects.toThrow(UnavailableError)
})

test('after ten minutes the cluster has to be asked again', async () => {
  const { as, fail, clock } = stage()
  await as(jane).review(lists)
  fail(away())
  await clock.advance(10 * 60_000)

  await expect(as(jane).review(lists)).rejects.toThrow(UnavailableError)
})

test('whoever lost a group is somebody else to memory', async () => {
  const { as, fail } = stage()
  await as(jane).review(lists)
  fail(away())

  await expect(as({ ...jane, groups: [] }).review(lists)).rejects.toThrow(UnavailableError)
  await expect(as({ ...jane, user: 'john' }).review(lists)).rejects.toThrow(UnavailableError)
})

test('an answer that is no silence stands as it is', async () => {
  const { as, fail } = stage()
  fail(new NotFoundError('not-found', text`There is none.`))

  await expect(as(jane).table({ kind: kinds.pod })).rejects.toThrow(NotFoundError)
})

test('whoever listed a place, and then is refused one object of it, lost more than that object', async () => {
  const forbidden: string[] = []
  const { as, fail } = stage(forbidden)
  await as(jane).review(lists)
  forbidden.push('get pods')
  const one: Access = { ...lists, verb: 'get', name: 'web-1' }
  expect((await as(jane).review(one)).allowed).toBe(false)
  fail(away())

  await expect(as(jane).review(one)).rejects.toThrow(UnavailableError)
  await expect(as(jane).review(lists)).rejects.toThrow(UnavailableError)
})
