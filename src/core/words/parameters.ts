import type { Text } from '../text.ts'

/** What a word means to a parameter, or what is wrong with it and what would be right. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Text }

export const read = <T>(value: T): Reading<T> => ({ ok: true, value })
export const misread = (...problem: Text): Reading<never> => ({ ok: false, problem })

type Named = {
  /** Shown in usage, upper case for values: `KIND/NAME`, `REPLICAS`. */
  readonly placeholder: string
  readonly help: string
}

/** Eats one or more leading words. `take` gets all words not yet eaten, and says how many it used. */
export type Positional<T> = Named & {
  readonly is: 'positional'
  readonly optional: boolean
  readonly take: (words: readonly string[]) => Reading<T> & { readonly used?: number }
}

/** `--replicas=3`, `--replicas 3`, `-n shop`. */
export type ValueFlag<T> = Named & {
  readonly is: 'flag'
  readonly short?: string
  /** `undefined` when the flag was not given. Only the last one given counts, as in kubectl. */
  readonly parse: (value: string | undefined) => Reading<T>
}

/** `--previous`, `-A`. */
export type Switch = {
  readonly is: 'switch'
  readonly short?: string
  readonly help: string
}

export type Parameter = Positional<unknown> | ValueFlag<unknown> | Switch

/**
 * A command's parameters by name, positionals in the order people type them. A flag's long form is its key in
 * kebab case: `allNamespaces` is `--all-namespaces`.
 */
export type Parameters = Readonly<Record<string, Parameter>>

export type ArgsOf<P extends Parameters> = {
  readonly [K in keyof P]: P[K] extends Positional<infer T>
    ? T
    : P[K] extends ValueFlag<infer T>
      ? T
      : P[K] extends Switch
        ? boolean
        : never
}

/** `allNamespaces` → `all-namespaces`. */
export const flagName = (key: string): string =>
  key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

export function positional<T>(
  placeholder: string,
  help: string,
  take: Positional<T>['take'],
): Positional<T> {
  return { is: 'positional', optional: false, placeholder, help, take }
}

/** The same, but may be left out. */
export function optional<T>(parameter: Positional<T>): Positional<T | undefined> {
  return {
    ...parameter,
    optional: true,
    take: (words) => (words.length === 0 ? { ...read(undefined), used: 0 } : parameter.take(words)),
  }
}

export function valueFlag<T>(
  placeholder: string,
  help: string,
  parse: (value: string) => Reading<T>,
): ValueFlag<T | undefined> {
  const parseOrAbsent = (value: string | undefined): Reading<T | undefined> =>
    value === undefined ? read(undefined) : parse(value)
  return { is: 'flag', placeholder, help, parse: parseOrAbsent }
}

/** Gives a flag a one-letter form too: `-n`. */
export function withShort<F extends ValueFlag<unknown>>(short: string, flag: F): F {
  return { ...flag, short }
}

export function toggle(help: string, short?: string): Switch {
  return { is: 'switch', help, ...(short && { short }) }
}
