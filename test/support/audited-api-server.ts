import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { PATIENCE_MS } from './patience.ts'

const AuditEvent = z.looseObject({
  auditID: z.string(),
  verb: z.string(),
  requestURI: z.string(),
  objectRef: z
    .looseObject({
      apiGroup: z.string().default(''),
      resource: z.string(),
      subresource: z.string().optional(),
    })
    .optional(),
  user: z.looseObject({ username: z.string() }),
  impersonatedUser: z
    .looseObject({
      username: z.string(),
      groups: z.array(z.string()).default([]),
      extra: z.record(z.string(), z.array(z.string())).default({}),
    })
    .optional(),
  responseStatus: z.looseObject({ code: z.number() }).optional(),
})
export type AuditEvent = z.infer<typeof AuditEvent>

/** A second API server on the same state, which keeps Kubernetes' audit log. */
export type AuditedApiServer = {
  /** The text of a kubeconfig, but leading here. */
  redirect(kubeconfig: string): string
  readonly url: string
  /** The file of its audit log. */
  readonly trail: string
  /** What the audit log holds by now. */
  events(): readonly AuditEvent[]
  stop(): Promise<void>
}

const POLICY = `
apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules: [{ level: Metadata }]
`

/** Undefined where the API server of this kubeconfig is no process of this machine, or was not started by hand. */
export function apiServerBehind(kubeconfig: string): readonly string[] | undefined {
  const pids = join(dirname(kubeconfig), 'pids')
  if (kubeconfig === '' || !existsSync(pids)) return undefined
  return readFileSync(pids, 'utf8')
    .split('\n')
    .filter((pid) => pid !== '' && existsSync(`/proc/${pid}/cmdline`))
    .map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1))
    .find(([program = '']) => program.endsWith('kube-apiserver'))
}

/** Runs as the one that is there does, on a port of its own; what is there goes on undisturbed. */
export async function startAuditedApiServer(kubeconfig: string): Promise<AuditedApiServer> {
  const [program, ...args] = apiServerBehind(kubeconfig) ?? []
  if (program === undefined) throw new Error('there is no API server to copy')
  const folder = mkdtempSync(join(tmpdir(), 'deckwatch-audit-'))
  const [policy, trail] = [join(folder, 'policy.yaml'), join(folder, 'audit.log')]
  writeFileSync(policy, POLICY)
  const port = await freePort()
  const own = [
    `--secure-port=${port}`,
    `--cert-dir=${folder}`,
    '--endpoint-reconciler-type=none',
    `--audit-policy-file=${policy}`,
    `--audit-log-path=${trail}`,
  ]
  const kept = args.filter((arg) => !/^--(?:secure-port|cert-dir)=/.test(arg))
  const child = spawn(program, [...kept, ...own], { cwd: dirname(kubeconfig), stdio: 'ignore' })
  await untilReady(port, child)
  const url = `https://127.0.0.1:${port}`
  return {
    redirect: (text) => redirect(text, url),
    url,
    trail,
    events: () => readEvents(trail),
    stop: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
      rmSync(folder, { recursive: true })
    },
  }
}

export const redirect = (kubeconfig: string, url: string): string =>
  kubeconfig.replace(/https:\/\/127\.0\.0\.1:\d+/, url)

export const readEvents = (trail: string): readonly AuditEvent[] =>
  readFileSync(trail, 'utf8').split('\n').filter(Boolean).map(readEvent)

const readEvent = (line: string): AuditEvent => AuditEvent.parse(JSON.parse(line))

async function untilReady(port: number, child: ChildProcess): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline;) {
    if (child.exitCode !== null) throw new Error(`the API server ended with ${child.exitCode}`)
    if (await isReady(port)) return
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
  throw new Error('the API server did not become ready')
}

function isReady(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const options = { host: '127.0.0.1', port, path: '/readyz', rejectUnauthorized: false }
    const headers = { authorization: 'Bearer admintoken' }
    const asked = request({ ...options, headers }, (response) => {
      response.resume()
      resolve(response.statusCode === 200)
    })
    asked.on('error', () => resolve(false))
    asked.end()
  })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}
