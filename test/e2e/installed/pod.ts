import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { z } from 'zod'
import { layStore, layVolume } from './pod-files.ts'
import { PATIENCE_MS } from '../../support/patience.ts'

const TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount'

export type PodParts = {
  /** The container of the Deployment, as the cluster has it. */
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** What is mounted, by path. */
  readonly volumes: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly token: string
  readonly ca: string
}

/** The program as the image and the Deployment run it. */
export type Pod = {
  /** Lines of its log. */
  readonly log: readonly string[]
  /** Every connection and look-up that it tried: `connect 127.0.0.1:443`, `lookup slack.com`. */
  readonly network: readonly string[]
  /** Resolves once the log has a line like this. */
  says(line: RegExp): Promise<string>
  /** Asks it to stop; resolves with its exit code. */
  stop(): Promise<number | null>
}

/** The bundle must be built. */
export function startPod({ args, env, volumes, token, ca }: PodParts): Pod {
  const folder = mkdtempSync(join(tmpdir(), 'deckwatch-pod-'))
  chmodSync(folder, 0o755)
  const root = join(folder, 'root')
  const program = join(folder, 'program')
  layStore(join(folder, 'store'))
  for (const [path, files] of Object.entries(volumes)) layVolume(join(root, path), files)
  layVolume(join(root, TOKEN), { token, 'ca.crt': ca })
  // Nobody answers there: a name that is looked up is not found.
  writeFileSync(join(root, 'etc/resolv.conf'), 'nameserver 127.0.0.1\n')
  mkdirSync(program)
  for (const file of ['dist/deckwatch.js', 'test/e2e/installed/network-spy.ts'])
    writeFileSync(join(program, file.split('/').at(-1) ?? ''), readFileSync(file))
  const places = [root, join(folder, 'store'), dirname(process.execPath), program]
  const words = ['--mount', 'sh', SCRIPT, ...places, ...entrypoint(), ...args]
  const child = spawn('unshare', words, {
    env: {
      ...env,
      NODE_ENV: 'production',
      NODE_OPTIONS: '--import=/app/network-spy.ts',
    },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  const gone = once(child, 'exit')
  const [, out, err, told] = child.stdio
  const log = linesOf([out, err])
  return {
    log: log.lines,
    network: linesOf([told]).lines,
    says: log.until,
    async stop() {
      child.kill('SIGTERM')
      const [code] = z.tuple([z.number().nullable(), z.unknown()]).parse(await gone)
      rmSync(folder, { recursive: true, force: true })
      return code
    },
  }
}

const TRY = `
  const { writeFileSync } = require('node:fs')
  const can = (at) => { try { writeFileSync(at + '/probe', ''); return true } catch { return false } }
  console.log(JSON.stringify(process.argv.slice(1).filter(can)))`

/** Which of these folders a program may write to where a pod runs. */
export function writableIn(places: readonly string[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'deckwatch-pod-'))
  chmodSync(folder, 0o755)
  const [root, store] = [join(folder, 'root'), join(folder, 'store')]
  layStore(store)
  layVolume(join(root, '/etc/deckwatch/config'), {})
  const outside = [root, store, dirname(process.execPath), resolve('dist')]
  const [node = ''] = entrypoint()
  const words = ['--mount', 'sh', SCRIPT, ...outside, node, '-e', TRY, '--', ...places]
  const said = execFileSync('unshare', words, { encoding: 'utf8' })
  rmSync(folder, { recursive: true, force: true })
  return z.array(z.string()).parse(JSON.parse(said))
}

const SCRIPT = resolve('test/e2e/installed/pod-root.sh')

/** Of the image. */
function entrypoint(): readonly string[] {
  const [, words = ''] = /^ENTRYPOINT (\[.*\])$/m.exec(readFileSync('Dockerfile', 'utf8')) ?? []
  return z.array(z.string()).parse(JSON.parse(words))
}

function linesOf(streams: readonly unknown[]) {
  const lines: string[] = []
  const heard = new Set<() => void>()
  for (const stream of streams) {
    createInterface({ input: stream as Readable }).on('line', (line) => {
      lines.push(line)
      for (const hear of heard) hear()
    })
  }
  const until = (wanted: RegExp) => {
    const { promise, resolve: found, reject } = Promise.withResolvers<string>()
    const hear = () => {
      const line = lines.find((one) => wanted.test(one))
      if (line !== undefined) found(line)
    }
    const late = () => reject(new Error(`no line ${wanted}:\n${lines.join('\n')}`))
    const timer = setTimeout(late, PATIENCE_MS)
    heard.add(hear)
    hear()
    return promise.finally(() => {
      clearTimeout(timer)
      heard.delete(hear)
    })
  }
  return { lines, until }
}
