import { spawn } from 'node:child_process'
import { basename } from 'node:path'
import { z } from 'zod'
import type { Env } from '../../core/env.ts'
import type { Clock } from '../../core/seams.ts'
import type { Access, ExecEntry } from './access.ts'

const MAX_OUTPUT = 1024 * 1024

const ExecCredential = z.looseObject({
  status: z.object({
    token: z.string().optional(),
    clientCertificateData: z.string().optional(),
    clientKeyData: z.string().optional(),
    expirationTimestamp: z.string().optional(),
  }),
})
export type PluginCredential = z.infer<typeof ExecCredential>['status']

type Parts = { readonly env: Env; readonly clock: Clock; readonly timeoutMs: number }

/**
 * Runs a credential plugin once, without a shell and without a terminal. Throws an Error that names the plugin
 * and never repeats what it printed: that may be a token.
 * https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins
 */
export async function runExecPlugin(
  exec: ExecEntry,
  cluster: Access['cluster'],
  parts: Parts,
): Promise<PluginCredential> {
  const name = basename(exec.command)
  const output = await capture(exec, pluginEnv(exec, cluster, parts.env), parts)
  const parsed = ExecCredential.safeParse(parseJson(output))
  if (!parsed.success) throw new Error(`the credential plugin ${name} printed no ExecCredential`)
  return parsed.data.status
}

function pluginEnv(exec: ExecEntry, cluster: Access['cluster'], env: Env): NodeJS.ProcessEnv {
  const added = Object.fromEntries((exec.env ?? []).map(({ name, value }) => [name, value]))
  const info = {
    apiVersion: exec.apiVersion,
    kind: 'ExecCredential',
    spec: { interactive: false, ...(exec.provideClusterInfo && { cluster }) },
  }
  return { ...env, ...added, KUBERNETES_EXEC_INFO: JSON.stringify(info) }
}

function capture(exec: ExecEntry, env: NodeJS.ProcessEnv, parts: Parts): Promise<string> {
  const name = basename(exec.command)
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const child = spawn(exec.command, exec.args ?? [], { env, stdio: ['ignore', 'pipe', 'ignore'] })
  const fail = (what: string) => {
    reject(new Error(`the credential plugin ${name} ${what}`))
    child.kill('SIGKILL')
    child.stdout.destroy() // a grandchild may hold the pipe open
  }
  const cancelTimer = parts.clock.after(parts.timeoutMs, () =>
    fail(`did not answer in ${parts.timeoutMs / 1000} s`),
  )
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk
    if (output.length > MAX_OUTPUT) fail('printed more than 1 MiB')
  })
  child.stdout.on('error', () => fail('closed its output badly'))
  child.on('error', (error: NodeJS.ErrnoException) => fail(`could not be run (${error.code})`))
  child.on('close', (code) => (code === 0 ? resolve(output) : fail(`ended with code ${code}`)))
  return promise.finally(cancelTimer)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
