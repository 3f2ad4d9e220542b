import type { Env } from '../../core/env.ts'

type Bounds = { readonly least: number; readonly most: number }

/** Reads variables as OpenTelemetry defines them: an empty one counts as unset. What cannot be read is a problem. */
export type EnvReader = {
  text(name: string): string | undefined
  number(name: string, bounds: Bounds): number | undefined
  /** An address of http or https. */
  url(name: string): string | undefined
  oneOf<T extends string>(name: string, known: readonly T[]): T | undefined
  /** Separated by commas. */
  list<T extends string>(name: string, known: readonly T[]): readonly T[]
  /** `key=value`, separated by commas; values may be percent-encoded. */
  pairs(name: string): Readonly<Record<string, string>>
}

/** Never repeats a value of `pairs`: it may be a token. */
export function createEnvReader(env: Env, problems: string[]): EnvReader {
  const text = (name: string) => env[name]?.trim() || undefined
  const wrong = (name: string, what: string): undefined => void problems.push(`${name}: ${what}`)

  function known<T extends string>(
    name: string,
    said: string,
    choices: readonly T[],
  ): T | undefined {
    const choice = choices.find((one) => one === said.toLowerCase())
    return choice ?? wrong(name, `"${said}" is not supported; use ${choices.join(' or ')}`)
  }

  return {
    text,
    number(name, { least, most }) {
      const said = text(name)
      if (said === undefined) return undefined
      const value = Number(said)
      if (value >= least && value <= most) return value
      return wrong(name, `"${said}" is no number from ${least} to ${most}`)
    },
    url(name) {
      const said = text(name)
      if (said === undefined) return undefined
      const isWeb = URL.canParse(said) && /^https?:$/.test(new URL(said).protocol)
      return isWeb ? said : wrong(name, 'is no address that begins with http:// or https://')
    },
    oneOf(name, choices) {
      const said = text(name)
      return said === undefined ? undefined : known(name, said, choices)
    },
    list: (name, choices) =>
      partsOf(text(name)).flatMap((said) => known(name, said, choices) ?? []),
    pairs(name) {
      const pairs = partsOf(text(name)).map(readPair)
      if (pairs.every((pair) => pair !== undefined)) return Object.fromEntries(pairs)
      wrong(name, 'is not of the form key=value,key=value')
      return {}
    },
  }
}

const partsOf = (said = ''): string[] =>
  said
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

function readPair(part: string): readonly [string, string] | undefined {
  const [, key = '', value = ''] = /^([^=\s]+)\s*=\s*(.*)$/s.exec(part) ?? []
  if (key === '') return undefined
  try {
    return [decodeURIComponent(key), decodeURIComponent(value)]
  } catch {
    return undefined
  }
}
