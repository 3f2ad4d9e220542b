import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createCredentials } from '../../src/kube/credentials/credentials.ts'
import { findAccess } from '../../src/kube/credentials/find-access.ts'
import { ClusterSettings } from '../../src/kube/settings.ts'
import { fakeLog } from '../support/fake-log.ts'
import { kubeClock } from '../support/kube-clock.ts'
import { failureOf, folder, kubeconfig } from '../support/kube-session.ts'

const SERVER = 'https://10.0.0.1:6443'

function credentialsOf(user: unknown, at = folder()) {
  const settings = ClusterSettings.parse({ name: 'c', kubeconfig: kubeconfig(SERVER, user, at) })
  const clock = kubeClock()
  const env = { PATH: '/usr/bin:/bin', FROM_BOT: 'yes' }
  const parts = { env, clock, log: fakeLog(), timeoutMs: 10_000 }
  return {
    credentials: createCredentials(findAccess(settings, env), parts),
    clock,
    at,
    log: parts.log,
  }
}

/** An exec plugin that writes a line to `runs` each time it is run. */
function plugin(at: string, script: string) {
  const path = join(at, 'plugin.sh')
  writeFileSync(path, `#!/bin/sh\necho run >> ${at}/runs\n${script}\n`)
  chmodSync(path, 0o755)
  return {
    exec: {
      apiVersion: 'client.authentication.k8s.io/v1beta1',
      command: './plugin.sh',
      env: [{ name: 'MORE', value: '1' }],
    },
  }
}
const runs = (at: string) => readFileSync(join(at, 'runs'), 'utf8').trim().split('\n').length
const credential = (status: unknown) => JSON.stringify({ kind: 'ExecCredential', status })

test('a token, a name with a password, and a client certificate are taken from the kubeconfig', async () => {
  const token = await credentialsOf({ token: 't1' }).credentials.current()
  const basic = await credentialsOf({ username: 'u', password: 'p' }).credentials.current()
  const data = (text: string) => Buffer.from(text).toString('base64')
  const cert = await credentialsOf({
    'client-certificate-data': data('CERT'),
    'client-key-data': data('KEY'),
  }).credentials.current()

  expect(token.authorization).toBe('Bearer t1')
  expect(basic.authorization).toBe(`Basic ${data('u:p')}`)
  expect(String(cert.tls.cert)).toBe('CERT')
  expect(cert.tlsKey).not.toBe(token.tlsKey)
})

test('an OIDC token that is still good is taken from the kubeconfig', async () => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const token = `${part({ alg: 'none' })}.${part({ exp: Date.now() / 1000 + 3600 })}.x`
  const config = { 'id-token': token, 'client-id': 'deckwatch', 'idp-issuer-url': 'https://idp' }
  const { credentials } = credentialsOf({ 'auth-provider': { name: 'oidc', config } })

  expect((await credentials.current()).authorization).toBe(`Bearer ${token}`)
})

test('K6: a tokenFile is read again each minute, and at once after 401', async () => {
  const at = folder()
  writeFileSync(join(at, 'token'), 'first\n')
  const { credentials, clock } = credentialsOf({ tokenFile: 'token' }, at)

  const first = await credentials.current()
  writeFileSync(join(at, 'token'), 'second')
  const cached = await credentials.current()
  credentials.forget(first)
  const afterRefusal = await credentials.current()
  writeFileSync(join(at, 'token'), 'third')
  clock.pass(61_000)
  const afterAMinute = await credentials.current()

  expect(
    [first, cached, afterRefusal, afterAMinute].map(({ authorization }) => authorization),
  ).toEqual(['Bearer first', 'Bearer first', 'Bearer second', 'Bearer third'])
})

test('K13: a token file that vanishes leaves the last token in use and a line in the log', async () => {
  const at = folder()
  writeFileSync(join(at, 'token'), 'first')
  const { credentials, clock, log } = credentialsOf({ tokenFile: 'token' }, at)
  await credentials.current()

  rmSync(join(at, 'token'))
  clock.pass(61_000)

  expect((await credentials.current()).authorization).toBe('Bearer first')
  expect(log.lines).toContainEqual(expect.objectContaining({ level: 'warn' }))
})

test('K13: a token file that was never there is an error that names it', async () => {
  const { credentials } = credentialsOf({ tokenFile: 'token' })

  expect(await failureOf(credentials.current())).toMatchObject({ code: 'ENOENT' })
})

describe('K13: an exec plugin', () => {
  test('runs once for twenty callers and is kept until it expires', async () => {
    const at = folder()
    const soon = new Date(Date.parse('2026-03-02T10:05:00.000Z')).toISOString()
    const user = plugin(at, `echo '${credential({ token: 't', expirationTimestamp: soon })}'`)
    const { credentials, clock } = credentialsOf(user, at)

    const all = await Promise.all(Array.from({ length: 20 }, () => credentials.current()))
    expect(new Set(all.map(({ authorization }) => authorization))).toEqual(new Set(['Bearer t']))
    expect(runs(at)).toBe(1)

    clock.pass(4 * 60_000)
    await credentials.current()
    expect(runs(at)).toBe(1)
    clock.pass(60_000)
    await credentials.current()
    expect(runs(at)).toBe(2)
  })

  test('runs again after 401', async () => {
    const at = folder()
    const { credentials } = credentialsOf(plugin(at, `echo '${credential({ token: 't' })}'`), at)

    credentials.forget(await credentials.current())
    await credentials.current()

    expect(runs(at)).toBe(2)
  })

  test('gets our environment, its own and KUBERNETES_EXEC_INFO', async () => {
    const at = folder()
    const script = `printf '{"status":{"token":"%s"}}' "$FROM_BOT-$MORE-$(echo $KUBERNETES_EXEC_INFO | tr -d '"{} ')"`
    const { credentials } = credentialsOf(plugin(at, script), at)

    const { authorization } = await credentials.current()

    expect(authorization).toContain(
      'yes-1-apiVersion:client.authentication.k8s.io/v1beta1,kind:ExecCredential',
    )
  })

  test('may give a client certificate', async () => {
    const at = folder()
    const status = { clientCertificateData: 'CERT', clientKeyData: 'KEY' }
    const { credentials } = credentialsOf(plugin(at, `echo '${credential(status)}'`), at)

    expect(await credentials.current()).toMatchObject({
      authorization: undefined,
      tls: { cert: 'CERT', key: 'KEY' },
    })
  })

  test.each([
    ['prints junk', 'echo s3cret junk', 'printed no ExecCredential'],
    ['prints nothing', 'true', 'printed no ExecCredential'],
    ['fails', 'echo s3cret; echo s3cret >&2; exit 3', 'ended with code 3'],
    ['prints without end', 'yes s3cret', 'printed more than 1 MiB'],
  ])('that %s is named, and what it printed is not', async (_, script, problem) => {
    const at = folder()
    const { credentials } = credentialsOf(plugin(at, script), at)

    const error = await failureOf(credentials.current())

    expect(String(error)).toContain(`the credential plugin plugin.sh ${problem}`)
    expect(String(error)).not.toContain('s3cret')
  })

  test('that fails is not run again for every call', async () => {
    const at = folder()
    const { credentials, clock } = credentialsOf(plugin(at, 'exit 1'), at)

    await failureOf(credentials.current())
    await failureOf(credentials.current())
    expect(runs(at)).toBe(1)
    clock.pass(6000)
    await failureOf(credentials.current())

    expect(runs(at)).toBe(2)
  })

  test('that is not there is named', async () => {
    const { credentials } = credentialsOf({ exec: { command: 'no-such-plugin' } })

    expect(String(await failureOf(credentials.current()))).toContain(
      'no-such-plugin could not be run (ENOENT)',
    )
  })

  test('that hangs is ended after ten seconds', async () => {
    const at = folder()
    const { credentials, clock } = credentialsOf(plugin(at, 'sleep 60'), at)

    const asking = failureOf(credentials.current())
    await expect.poll(() => runs(at)).toBe(1)
    clock.expire()

    expect(String(await asking)).toContain('did not answer in 10 s')
  })
})
