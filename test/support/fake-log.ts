import type { Log } from '../../src/core/seams.ts'

export type LogLine = {
  readonly level: 'debug' | 'info' | 'warn' | 'error'
  readonly message: string
  readonly facts: Readonly<Record<string, unknown>>
}

export type FakeLog = Log & { readonly lines: LogLine[] }

/** Remembers what was logged. */
export function fakeLog(
  bound: Readonly<Record<string, unknown>> = {},
  lines: LogLine[] = [],
): FakeLog {
  const write =
    (level: LogLine['level']) => (facts: Readonly<Record<string, unknown>>, message: string) => {
      lines.push({ level, message, facts: { ...bound, ...facts } })
    }
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    record: write('info'),
    child: (facts) => fakeLog({ ...bound, ...facts }, lines),
    lines,
  }
}
