import { expect, test } from 'vitest'
import { podAround } from '../../src/cli/pod-around.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const POD = { KUBERNETES_SERVICE_HOST: '10.96.0.1' }
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

test('a pod knows its namespace by its token', async () => {
  const claims = { 'kubernetes.io': { namespace: 'ops', pod: { name: 'deckwatch-1' } } }
  const folder = temporaryFolder({ token: `${part({})}.${part(claims)}.x` })

  expect(await podAround(POD, `${folder}/token`)).toEqual({ namespace: 'ops' })
})

test('without a token it is taken to be where it usually is; outside of a pod there is none', async () => {
  expect(await podAround(POD, '/nowhere')).toEqual({ namespace: 'deckwatch' })
  expect(await podAround({})).toBeUndefined()
})
