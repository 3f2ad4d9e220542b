import type { celEnv, parse, plan } from '@bufbuild/cel'

export type Expr = ReturnType<typeof parse>['expr']

export type Values = NonNullable<Parameters<ReturnType<typeof plan>>[0]>

/** What expressions of one purpose may name, and how that is checked before they run. */
export type Language = {
  readonly environment: ReturnType<typeof celEnv>
  /** The fields of each variable: `any`, those listed, or none of its own. */
  readonly fields: Readonly<Record<string, readonly string[] | 'any' | 'none'>>
  /** Facts of every shape that an expression may meet: it is rehearsed on them. */
  readonly samples: () => readonly Values[]
  /** What more must be so; the mistakes with the part that makes them. */
  readonly check?: (expr: Expr) => readonly { readonly message: string; readonly expr: Expr }[]
}

/** What an expression must give. */
export type Wanted = 'boolean' | 'string'
