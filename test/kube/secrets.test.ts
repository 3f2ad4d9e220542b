import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { KubeObject } from '../../src/core/resource.ts'
import { answer, type Handler, refuse } from '../support/kube-server.ts'
import { failureOf, kubeSession, PODS } from '../support/kube-session.ts'

const SECRETS = ['bot-token', 's3cret-body', 's3cret-cookie', 's3cret-extra']
const headers = { 'set-cookie': 's3cret-cookie' }

/** A11: whatever a cluster throws back, our error holds no token, no header and no raw body, causes included. */
test.each<[string, Handler]>([
  [
    'an HTML page of a gateway',
    (_, response) => answer(response, { status: 502, headers }, '<b>s3cret-body</b>'),
  ],
  [
    'JSON that is no Status',
    (_, response) => answer(response, { status: 500, headers }, { data: 's3cret-body' }),
  ],
  [
    'a Status with more than it should have',
    (_, response) =>
      refuse(response, { status: 500, headers }, { metadata: 's3cret-extra', message: 'broken' }),
  ],
  ['401', (_, response) => answer(response, { status: 401, headers }, 's3cret-body')],
  ['403 of a proxy', (_, response) => answer(response, { status: 403, headers }, 's3cret-body')],
  ['418', (_, response) => answer(response, { status: 418, headers }, 's3cret-body')],
  [
    'a good answer that is no object',
    (_, response) => answer(response, 200, { data: 's3cret-body' }),
  ],
  ['a good answer that is no JSON', (_, response) => answer(response, 200, '{"data":"s3cret-body')],
  ['a reset', (_, response) => void response.socket?.resetAndDestroy()],
])('A11: %s', async (_, handler) => {
  const { server, session, log } = await kubeSession()
  await session.reader.kinds()
  server.on(handler)

  const error = await failureOf(
    session.reader.get({ kind: PODS, namespace: 'shop', name: 'web' }, KubeObject),
  )

  const everything = inspect(error, { depth: 10, showHidden: true }) + JSON.stringify(log.lines)
  for (const secret of SECRETS) expect(everything).not.toContain(secret)
})
