import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** One bash, as somebody has it open while they follow a page. */
export type ShellSession = {
  /** Pastes lines, and what is typed when they ask for something; rejects with all output when one fails. */
  paste(lines: string, typed?: string): Promise<string>
  /** Pastes lines that go on until `interrupt`. */
  begin(lines: string): void
  /** Ctrl-C. */
  interrupt(): Promise<void>
  close(): Promise<void>
}

export function openShell(cwd: string, env: Readonly<Record<string, string>>): ShellSession {
  const shell = spawn('bash', [], { cwd, env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] })
  let output = ''
  let heard = () => {}
  let gone = () => {}
  shell.once('exit', () => gone())
  for (const stream of [shell.stdout, shell.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      heard()
    })
  let pasted = 0
  let ended = Promise.resolve('')

  /** Resolves once the mark behind the lines is printed, which tells how they ended. */
  const send = (lines: string, typed: string): Promise<string> => {
    const mark = `--- ${++pasted} ended`
    const from = output.length
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    heard = () => {
      const said = output.slice(from)
      const code = new RegExp(`^${mark} (\\d+)$`, 'm').exec(said)?.[1]
      if (code === '0' || code === '130') resolve(said)
      else if (code !== undefined) reject(new Error(`${lines}\n${said}`))
    }
    gone = () => reject(new Error(`the shell ended at:\n${lines}\n${output.slice(from)}`))
    shell.stdin.write(
      `{ ${lines.trim()}\n} ${typed === '' ? '</dev/null' : `<<<'${typed}'`}; code=$?; echo; echo "${mark} $code"\n`,
    )
    return promise
  }

  shell.stdin.write("trap ':' INT; set -o pipefail\n")
  return {
    paste: (lines, typed = '') => send(failing(lines), typed),
    begin: (lines) => {
      ended = send(lines, '')
      ended.catch(() => {})
    },
    interrupt: async () => {
      if (shell.pid !== undefined) process.kill(-shell.pid, 'SIGINT')
      await ended
    },
    close: async () => {
      if (shell.exitCode !== null) return
      shell.stdin.end()
      await once(shell, 'exit')
    },
  }
}

/** The first line that fails ends the block, as a reader would stop there. */
const failing = (lines: string) => lines.trim().replaceAll(/(?<!\\)\n(?=\S)/g, ' &&\n')
