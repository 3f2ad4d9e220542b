import { code, text } from '../../text.ts'
import {
  type Positional,
  misread,
  positional,
  read,
  type Reading,
  type ValueFlag,
  valueFlag,
} from '../parameters.ts'
import { parseDuration } from '../duration.ts'

const MOST_REPLICAS = 100_000

/** `5`: a whole number of replicas. */
export function replicasArgument(help: string): Positional<number> {
  return positional('REPLICAS', help, ([word = '']) => readReplicas(word))
}

/** `--replicas=5`, `--current-replicas=3`. */
export function replicasFlag(help: string): ValueFlag<number | undefined> {
  return valueFlag('REPLICAS', help, readReplicas)
}

/** `--tail=100`: a whole number from one up to `most`. */
export function countFlag(placeholder: string, help: string, most: number) {
  return valueFlag(placeholder, help, (word) => readWhole(word, 1, most))
}

/** `--since=1h30m`, in milliseconds; at least one second. */
export function durationFlag(help: string): ValueFlag<number | undefined> {
  return valueFlag('DURATION', help, readDuration)
}

/** `1h30m`, in milliseconds; at least one second. */
export function durationArgument(help: string): Positional<number> {
  return positional('DURATION', help, ([word = '']) => readDuration(word))
}

function readDuration(word: string): Reading<number> {
  const milliseconds = parseDuration(word)
  if (milliseconds !== undefined && milliseconds >= 1000) return read(milliseconds)
  return misread(
    ...text`${code(word.slice(0, 30))} is not a duration, such as ${code('90s')} or ${code('1h30m')}`,
  )
}

const readReplicas = (word: string) => readWhole(word, 0, MOST_REPLICAS)

function readWhole(word: string, least: number, most: number): Reading<number> {
  const value = /^\d{1,9}$/.test(word) ? Number(word) : -1
  if (value >= least && value <= most) return read(value)
  return misread(...text`${code(word.slice(0, 30))} is not a whole number from ${least} to ${most}`)
}
