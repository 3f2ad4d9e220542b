import { execFile, type ExecFileOptions, spawn } from 'node:child_process'
import { copyFileSync, cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { PATIENCE_MS } from '../support/patience.ts'

const PROGRAM = join(process.cwd(), 'dist/deckwatch.js')
const MACHINE_NODE = '/usr/bin/node'
const CONFIG =
  'clusters: [{ name: prod, kubeconfig: kubeconfig }]\nidentity: {}\npolicy: policy.yaml\n'
const POLICY = 'rules: [{ name: look, effect: allow, reason: may look, risk: [read] }]\n'
const KUBECONFIG = `
apiVersion: v1
kind: Config
current-context: main
contexts: [{ name: main, context: { cluster: main, user: bot } }]
clusters: [{ name: main, cluster: { server: "https://127.0.0.1:1", insecure-skip-tls-verify: true } }]
users: [{ name: bot, user: { token: not-a-real-token } }]
`
const TOKENS = {
  SLACK_BOT_TOKEN: ['xoxb', '1', 'fake'].join('-'),
  SLACK_APP_TOKEN: ['xapp', '1', 'fake'].join('-'),
}

const SourceMap = z.object({
  sources: z.array(z.string()),
  sourcesContent: z.array(z.unknown()).optional(),
})

const folder = (config = CONFIG) =>
  temporaryFolder({ 'deckwatch.yaml': config, 'policy.yaml': POLICY, kubeconfig: KUBECONFIG })

type Ended = { readonly code: number | string; readonly stdout: string; readonly stderr: string }

function bundle(
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string>; node?: string; program?: string } = {},
): Promise<Ended> {
  const { cwd = folder(), env = {}, node = process.execPath, program = PROGRAM } = options
  return run(node, [program, ...args], { cwd, env })
}

const run = (file: string, args: readonly string[], options: ExecFileOptions): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(
      file,
      args,
      { ...options, encoding: 'utf8', timeout: PATIENCE_MS },
      (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }),
    )
  })

const hasKubectl = (await run('kubectl', ['version', '--client'], {})).code === 0

test('it says how it is used', async () => {
  const { code, stdout } = await bundle(['--help'])

  expect(code).toBe(0)
  expect(stdout).toContain('Usage: deckwatch')
})

test('what exports traces lies beside it, and is loaded only when it is asked for', async () => {
  const beside: unknown = await import(join(process.cwd(), 'dist/tracing.js'))
  const program = readFileSync(PROGRAM, 'utf8')

  expect(beside).toHaveProperty('openTracing')
  expect(program).toContain('import("./tracing.js")')
  expect(program).not.toContain('BatchSpanProcessor')
})

test('it holds neither playground nor tests, and has a source map without sources', () => {
  const { sources, sourcesContent } = SourceMap.parse(
    JSON.parse(readFileSync(`${PROGRAM}.map`, 'utf8')),
  )

  expect(sources).toContainEqual(expect.stringMatching(/src\/main\.ts$/))
  expect(sources.filter((source) => /\/(playground|test|bench)\//.test(source))).toEqual([])
  expect(sourcesContent ?? []).toEqual([])
})

test('it is ASCII only, so that V8 keeps it in one byte a character', () => {
  expect(readFileSync(PROGRAM, 'latin1')).toMatch(/^\p{ASCII}*$/u)
})

test('it checks a configuration', async () => {
  const { code, stdout, stderr } = await bundle(['validate'])

  expect(stderr).toBe('')
  expect(stdout).toContain('policy.yaml: 1 rule')
  expect(code).toBe(0)
})

test('it opens both kinds of store', async () => {
  const cwd = folder()
  writeFileSync(join(cwd, 'deckwatch.sqlite'), '')
  const sqlite = await bundle(['audit', 'verify'], { cwd })
  const env = { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/none' }
  const postgres = await bundle(['audit', 'verify'], { cwd, env })

  expect([sqlite.code, postgres.code]).toEqual([1, 1])
  expect(sqlite.stderr).toContain('The store has an older schema')
  expect(postgres.stderr).toContain('it does not answer. (store-unavailable)')
})

test('an invalid configuration keeps it from starting, with every problem', async () => {
  const { code, stderr } = await bundle(['run'], { cwd: folder('clusters: []\n') })

  expect(code).toBe(1)
  expect(stderr).toContain('policy: is missing')
})

test('without tokens it cannot start, and says which and where to get them', async () => {
  const { code, stdout, stderr } = await bundle(['run'])

  expect(code).toBe(3)
  expect(stderr).toContain('SLACK_BOT_TOKEN is not set')
  expect(stderr).toContain('SLACK_APP_TOKEN is not set')
  expect(JSON.parse(stdout)).toMatchObject({ level: 'error', msg: 'bot cannot start' })
})

test('with nothing to connect to it says so, is alive but not ready, and stops when asked', async () => {
  const env = { ...TOKENS, SLACK_API_URL: 'http://127.0.0.1:9/api/' }
  const child = spawn(process.execPath, [PROGRAM, 'run'], {
    cwd: folder(`${CONFIG}health: { port: 38127 }\n`),
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise((resolve) => child.once('exit', (...how) => resolve(how)))
  let written = ''
  const lost = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      written += chunk.toString()
      if (written.includes('Slack does not say who we are')) resolve()
    })
    child.stderr.on('data', (chunk: Buffer) => (written += chunk.toString()))
  })

  await lost
  const alive = await fetch('http://127.0.0.1:38127/livez')
  const ready = await fetch('http://127.0.0.1:38127/readyz')
  child.kill('SIGTERM')

  expect([alive.status, ready.status]).toEqual([200, 503])
  expect(await ended).toEqual([0, null])
  expect(written).toContain('Cluster prod cannot be reached')
  expect(written).not.toContain(TOKENS.SLACK_BOT_TOKEN)
  expect(written).not.toContain(TOKENS.SLACK_APP_TOKEN)
})

test('a taken health port is named', async () => {
  const server = createServer().listen(0, '0.0.0.0')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0

  const config = `${CONFIG}health: { port: ${port} }\n`
  const { code, stderr } = await bundle(['run'], { cwd: folder(config), env: TOKENS })
  server.close()

  expect(code).toBe(3)
  expect(stderr).toContain(`${port}`)
})

test('without a checkout it writes a whole installation into an empty folder', async () => {
  const image = temporaryFolder()
  cpSync('dist', image, { recursive: true })
  const cwd = temporaryFolder()
  const program = join(image, 'deckwatch.js')
  const me = ['--slack-user', 'U0123456789', '--user', 'anna@example.com']

  const written = await bundle(['init', 'installation', '--yes', ...me], { cwd, program })
  const config = 'installation/config/deckwatch.yaml'
  const valid = await bundle(['validate', '--config', config], { cwd, program })
  const rendered = hasKubectl ? await run('kubectl', ['kustomize', 'installation'], { cwd }) : valid

  const fine = { code: 0, stderr: '' }
  expect([written, valid, rendered]).toMatchObject([fine, fine, fine])
  expect(readdirSync(cwd)).toEqual(['installation'])
})

test('the playground is not in it, and it says where it is', async () => {
  const away = join(folder(), 'deckwatch.mjs')
  copyFileSync(PROGRAM, away)

  const { code, stderr } = await bundle(['playground'], { program: away })

  expect(code).toBe(3)
  expect(stderr).toContain('npm run playground')
})

const machineNode = existsSync(MACHINE_NODE)
  ? await new Promise<string>((resolve) =>
      execFile(MACHINE_NODE, ['--version'], (_, stdout) => resolve(stdout)),
    )
  : ''

test.runIf(machineNode.startsWith('v20.'))(
  'Node 20 is refused with the version needed',
  async () => {
    const { code, stderr } = await bundle(['validate'], { node: MACHINE_NODE })

    expect(code).toBe(3)
    expect(stderr).toBe(
      `deckwatch needs Node.js 22.20 or newer; this is ${machineNode.trim().slice(1)}. In a checkout, \`npm run deckwatch\` brings its own.\n`,
    )
  },
)

test('a signal while it starts ends it', async () => {
  const env = { ...TOKENS, SLACK_API_URL: 'http://127.0.0.1:1/api/' }
  const child = spawn(process.execPath, [PROGRAM, 'run'], { cwd: folder(), env, stdio: 'ignore' })
  await new Promise((resolve) => child.once('spawn', resolve))

  child.kill('SIGTERM')
  child.kill('SIGTERM')
  const ended = await new Promise((resolve) => child.once('exit', (...how) => resolve(how)))

  expect(ended).not.toEqual([0, null])
})
