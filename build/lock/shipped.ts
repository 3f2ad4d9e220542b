import { z } from 'zod'

type Lock = { readonly packages: Readonly<Record<string, Readonly<Record<string, unknown>>>> }

export type Shipped = {
  /** Where it is installed, such as `node_modules/undici`. */
  readonly path: string
  readonly name: string
  readonly version: string
  /** As its author declares it, in SPDX's terms. */
  readonly license: string
}

const Entry = z.object({
  version: z.string(),
  license: z.string().default('none declared'),
  dev: z.boolean().default(false),
})

/** The packages behind the production dependencies, which may end up in the bundle. */
export const shippedPackages = ({ packages }: Lock): readonly Shipped[] =>
  Object.entries(packages).flatMap(([path, entry]) => {
    const { success, data } = Entry.safeParse(entry)
    if (path === '' || !success || data.dev) return []
    const name = path.split('node_modules/').at(-1) ?? path
    return [{ path, name, version: data.version, license: data.license }]
  })

/** Licences under which code may be shipped with a program under Apache-2.0, whoever uses it. */
const ALLOWED: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'PSF-2.0',
  'Unlicense',
])

/** Whether every licence of an expression is allowed; of those joined by OR, one is enough. */
export const isAllowed = (license: string): boolean =>
  license
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => ALLOWED.has(one.trim())))
