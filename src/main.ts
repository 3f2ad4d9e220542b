import { text as readAll } from 'node:stream/consumers'
import { setFlagsFromString } from 'node:v8'
import { EXIT } from './cli/exit-code.ts'
import type { Host } from './cli/host.ts'
import { refuseNode } from './cli/node-version.ts'

const refusal = refuseNode(process.versions.node)
if (refusal === undefined) await main()
else {
  process.stderr.write(refusal)
  process.exitCode = EXIT.cannotStart
}

/** Everything else is loaded only here: an older Node could not even load it. */
async function main(): Promise<void> {
  // undici parses HTTP in WebAssembly, once in Node's own copy and once in ours. V8 soon takes 20 MB for each to
  // optimize that one huge function, and a bot has too little traffic to notice: postpone it.
  setFlagsFromString('--wasm-tiering-budget=2000000000')
  // Dead objects are looked for when the heap is twice what was alive, not four times (docs/design/watching.md). Given
  // on the command line it would make Node start without its code cache, 35 ms later.
  setFlagsFromString('--heap-growing-percent=100')
  const { runCli } = await import('./cli/program.ts')
  const code = await runCli(hostOf(stopSignal()))
  process.exitCode = code
  // Written lines go out first; idle sockets must not keep a stopped program alive.
  process.stdout.write('', () => process.exit(code))
}

function hostOf(stop: AbortSignal): Host {
  let tell: (error: unknown) => void = (error) => void process.stderr.write(`${String(error)}\n`)
  process.on('uncaughtException', (error) => {
    tell(error)
    process.exit(EXIT.broke)
  })
  return {
    args: process.argv.slice(2),
    nodeVersion: process.versions.node,
    env: process.env,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    input: () => readAll(process.stdin),
    isTerminal: process.stdout.isTTY,
    stop,
    asker:
      process.stdin.isTTY && process.stdout.isTTY
        ? async () => (await import('./cli/init/terminal-asker.ts')).terminalAsker
        : undefined,
    onCrash: (teller) => void (tell = teller),
    onHangUp: (look) => void process.on('SIGHUP', look),
    startPlayground: async (options) =>
      (await import('../playground/main.ts')).startPlayground(options),
  }
}

/** Aborted by the first signal, so that the program can drain; the second one ends it at once. */
function stopSignal(): AbortSignal {
  const stop = new AbortController()
  const numbers = { SIGINT: 2, SIGTERM: 15 } as const
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (stop.signal.aborted) process.exit(128 + numbers[name])
      stop.abort(new Error(`stopped by ${name}`))
    })
  }
  return stop.signal
}
