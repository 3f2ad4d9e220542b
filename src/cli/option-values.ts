import { InvalidArgumentError } from 'commander'

/** `--label team=shop`, which may be given again. */
export function readPair(
  value: string,
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const [, key, said] = /^([^=\s]+)=(.*)$/.exec(value) ?? []
  if (key !== undefined && said !== undefined) return { ...before, [key]: said }
  throw new InvalidArgumentError('Expected a pair such as team=shop.')
}

export function readTime(value: string): Date {
  const time = new Date(value)
  if (!Number.isNaN(time.getTime())) return time
  throw new InvalidArgumentError('Expected a time such as 2026-01-14T12:00:00Z.')
}
