import { readFileSync } from 'node:fs'
import { ConfigError } from '../core/errors.ts'
import type { Checkpoint } from '../store/audit/verify.ts'

/** `SEQ:HASH`, as an earlier run printed it. */
export function parseCheckpoint(value: string): Checkpoint | undefined {
  const [, seq, hash] = /^(\d{1,9}):([0-9a-f]{64})$/i.exec(value) ?? []
  if (seq === undefined || hash === undefined || Number(seq) === 0) return undefined
  return { seq: Number(seq), hash: hash.toLowerCase() }
}

/** One a line; empty lines and those that begin with # are left out. Throws ConfigError. */
export function readCheckpoints(file: string): readonly Checkpoint[] {
  const lines = readLines(file).map((line, index) => ({ line: line.trim(), number: index + 1 }))
  const found = lines
    .filter(({ line }) => line !== '' && !line.startsWith('#'))
    .map(({ line, number }) => parseCheckpoint(line) ?? number)
  const wrong = found.filter((checkpoint) => typeof checkpoint === 'number')
  if (wrong.length > 0)
    throw new ConfigError(wrong.map((line) => ({ file, line, message: 'expected SEQ:HASH.' })))
  const checkpoints = found.filter((checkpoint) => typeof checkpoint !== 'number')
  // Nothing to compare with would look like proof.
  if (checkpoints.length === 0)
    throw new ConfigError([{ file, message: 'there is no checkpoint in it.' }])
  return checkpoints
}

function readLines(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new ConfigError([{ file, message: `the checkpoints cannot be read: ${why}` }])
  }
}
