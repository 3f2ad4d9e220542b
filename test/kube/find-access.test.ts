import { writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { findAccess } from '../../src/kube/credentials/find-access.ts'
import { ClusterSettings } from '../../src/kube/settings.ts'
import { folder, kubeconfig } from '../support/kube-session.ts'

const settings = (more: Readonly<Record<string, unknown>> = {}) =>
  ClusterSettings.parse({ name: 'c', ...more })

function write(content: unknown): string {
  const path = join(folder(), 'config')
  writeFileSync(path, JSON.stringify(content))
  return path
}

const two = () =>
  write({
    clusters: [
      { name: 'a', cluster: { server: 'https://a', 'certificate-authority': 'ca.crt' } },
      { name: 'b', cluster: {} },
    ],
    users: [{ name: 'u', user: { token: 't' } }],
    contexts: [
      { name: 'a', context: { cluster: 'a', user: 'u' } },
      { name: 'b', context: { cluster: 'b', user: 'nobody' } },
    ],
    'current-context': 'b',
  })

test('a named context is read, its paths are relative to its file, a broken neighbour is left alone', () => {
  const path = two()

  const { cluster, user } = findAccess(settings({ kubeconfig: path, context: 'a' }), {})

  expect(cluster).toMatchObject({
    server: 'https://a',
    'certificate-authority': join(path, '..', 'ca.crt'),
  })
  expect(user).toMatchObject({ token: 't' })
})

test('KUBECONFIG may list several files; the first that names a thing wins', () => {
  const other = kubeconfig('https://other')
  const env = { KUBECONFIG: [two(), other].join(delimiter) }

  expect(findAccess(settings({ context: 'a' }), env).cluster.server).toBe('https://a')
  expect(findAccess(settings({ context: 'x' }), env).cluster.server).toBe('https://other')
})

test('in a pod the service account is used, whose token is a file that rotates', () => {
  const env = { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '443' }

  expect(findAccess(settings({ inCluster: true }), env)).toEqual({
    cluster: {
      server: 'https://[fd00::1]:443',
      'certificate-authority': '/var/run/secrets/kubernetes.io/serviceaccount/ca.crt',
    },
    user: { tokenFile: '/var/run/secrets/kubernetes.io/serviceaccount/token' },
  })
})

test.each([
  ['no kubeconfig anywhere', {}, 'no kubeconfig'],
  ['not in a pod', { inCluster: true }, 'this is not a pod'],
  ['an unknown context', { context: 'zzz', kubeconfig: two() }, 'no context "zzz" (a, b)'],
  [
    'a user that is not there',
    {
      kubeconfig: write({
        clusters: [{ name: 'a', cluster: { server: 'https://a' } }],
        contexts: [{ name: 'b', context: { cluster: 'a', user: 'x' } }],
        'current-context': 'b',
      }),
    },
    'no user "x"',
  ],
  [
    'plain http to another machine',
    { kubeconfig: kubeconfig('http://10.0.0.1:8080') },
    'only https',
  ],
  ['a server that is no URL', { kubeconfig: kubeconfig('nonsense') }, 'not a URL'],
  [
    'a user that is somebody else',
    { kubeconfig: kubeconfig('https://a', { token: 't', as: 'admin' }) },
    'has `as`',
  ],
  ['a file that is no kubeconfig', { kubeconfig: write([1]) }, 'is not a kubeconfig'],
])('%s is an error that says what to mend', (_, more, problem) => {
  expect(() => findAccess(settings(more), {})).toThrow(problem)
})

test('settings have defaults, are strict, and say durations as people do', () => {
  expect(settings()).toMatchObject({
    environment: 'default',
    production: false,
    maxConcurrent: 16,
    timeouts: { read: 20_000, write: 30_000 },
  })
  expect(settings({ timeouts: { read: '1m30s' } }).timeouts.read).toBe(90_000)
  expect(() => settings({ timeouts: { read: 'soon' } })).toThrow('15s')
  expect(() => settings({ colour: 'red' })).toThrow('colour')
  expect(() => settings({ name: 'Prod' })).toThrow('lower-case')
  expect(() => settings({ inCluster: true, context: 'a' })).toThrow('inCluster')
})
