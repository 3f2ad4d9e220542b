import { describe, expect, test } from 'vitest'
import { KubeObject } from '../../src/core/resource.ts'
import { checkFieldSelector, checkLabelSelector } from '../../src/kube/transport/selectors.ts'
import { answer } from '../support/kube-server.ts'
import { failureOf, kubeSession, PODS } from '../support/kube-session.ts'

test.each([
  'app=web',
  'app==web',
  'app!=web',
  'app',
  '!app',
  'app=',
  'app.kubernetes.io/name=web',
  'tier in (front, back),!canary',
  'tier notin (a),x=y',
])('%s is a label selector', (selector) => {
  expect(checkLabelSelector(selector)).toBe(selector)
})

test.each([
  'status.phase=Running',
  'metadata.name!=web,spec.nodeName=node-1',
  'involvedObject.uid=1-2',
])('%s is a field selector', (selector) => {
  expect(checkFieldSelector(selector)).toBe(selector)
})

describe('A3: a selector that is none is refused before anything is sent', () => {
  test.each([
    'a=b,',
    ',',
    'a=b c',
    'a in b',
    'a in (b',
    'a=b&watch=1',
    'a=b\nc',
    'a=ü',
    'x'.repeat(1001),
    Array.from({ length: 60 }, (_, i) => `k${i}`).join(','),
    '(((((((((((((((((((',
  ])('%j', (selector) => {
    expect(() => checkLabelSelector(selector)).toThrow(
      expect.objectContaining({ code: 'bad-selector' }),
    )
    expect(() => checkFieldSelector(selector)).toThrow(
      expect.objectContaining({ code: 'bad-selector' }),
    )
  })

  test('and a list with it makes no request', async () => {
    const { server, session } = await kubeSession()

    const error = await failureOf(
      session.reader.list({ kind: PODS, labelSelector: 'a=b,' }, KubeObject),
    )

    expect(error).toMatchObject({ code: 'bad-selector' })
    expect(server.all).toEqual([])
  })
})

test('A3: a selector arrives as one query value, whatever is in it', async () => {
  const { server, session } = await kubeSession()
  server.on(
    (seen, response) => seen.path === '/api/v1/pods' && answer(response, 200, { items: [] }),
  )

  await session.reader.list(
    { kind: PODS, labelSelector: 'tier in (front, back)', fieldSelector: 'status.phase=Running' },
    KubeObject,
  )

  expect(Object.fromEntries(server.seen.at(-1)?.query ?? [])).toEqual({
    labelSelector: 'tier in (front, back)',
    fieldSelector: 'status.phase=Running',
    limit: '250',
  })
})
