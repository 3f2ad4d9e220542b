import { z } from 'zod'
import { platformOf } from './platform.ts'

// Records keep the order of keys, which an object schema would not: the file's diff stays small.
const Lock = z
  .record(z.string(), z.unknown())
  .and(z.object({ packages: z.record(z.string(), z.record(z.string(), z.unknown())) }))
type Lock = z.infer<typeof Lock>
type Entry = Lock['packages'][string]

const Versions = z.record(z.string(), z.string()).default({})
const EXACT = /^\d/

/** Throws when the text is not a lockfile of version 2 or 3. */
export const readLock = (text: string): Lock => Lock.parse(JSON.parse(text))

/** The lockfile with an entry for every optional platform package that it depends on but does not hold. */
export function completeLock(lock: Lock): { lock: Lock; added: readonly string[] } {
  const packages = new Map(Object.entries(lock.packages))
  const added: string[] = []
  for (const [path, entry] of Object.entries(lock.packages)) {
    const wanted = Versions.parse(entry['optionalDependencies'])
    for (const [name, version] of Object.entries(wanted)) {
      const place = freePlace({ packages, path, name, version })
      if (!place) continue
      packages.set(place, platformEntry({ name, version, parent: entry }))
      added.push(place)
    }
  }
  const sorted = [...packages].toSorted(([a], [b]) => a.localeCompare(b, 'en'))
  return { lock: { ...lock, packages: Object.fromEntries(sorted) }, added }
}

type Wanted = { packages: Map<string, Entry>; path: string; name: string; version: string }

/** Undefined when Node's look-up from `path` already finds that version. */
function freePlace({ packages, path, name, version }: Wanted): string | undefined {
  const [own, top] = [`${path}/node_modules/${name}`, `node_modules/${name}`]
  const found = packages.get(own) ?? packages.get(top)
  if (!found) return top
  const fits = found['version'] === version || !EXACT.test(version)
  return fits || packages.has(own) ? undefined : own
}

type Missing = { name: string; version: string; parent: Entry }

function platformEntry({ name, version, parent }: Missing): Entry {
  if (!EXACT.test(version)) throw new Error(`${name} is wanted as ${version}, not as one version`)
  const { cpu, libc, os } = platformOf(name)
  return {
    version,
    cpu,
    ...(parent['dev'] === true && { dev: true }),
    ...(libc && { libc }),
    optional: true,
    ...(os && { os }),
  }
}
