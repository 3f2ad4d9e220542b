import type { Host } from '../../src/cli/host.ts'

export type FakeHost = Host & { readonly stdout: () => string; readonly stderr: () => string }

/** The command line's surroundings, with what was written kept. */
export function fakeHost(args: readonly string[], changes: Partial<Host> = {}): FakeHost {
  const out: string[] = []
  const err: string[] = []
  return {
    args,
    nodeVersion: '24.21.0',
    env: {},
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    input: () => Promise.resolve(''),
    isTerminal: false,
    stop: AbortSignal.abort(),
    onCrash: () => {},
    asker: undefined,
    startPlayground: () => Promise.reject(new Error('no playground here')),
    ...changes,
    stdout: () => out.join(''),
    stderr: () => err.join(''),
  }
}
