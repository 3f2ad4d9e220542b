import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import manifest from '../package.json' with { type: 'json' }
import { readLock } from './lock/complete.ts'
import { shippedPackages } from './lock/shipped.ts'
import { thirdPartyNotices } from './sbom/notices.ts'

// The bundle is one file, in which scanners see nothing: what is in it is listed beside it. Run behind the build.
const npm = ['sbom', '--omit', 'dev', '--package-lock-only', '--offline']
const kind = ['--sbom-format', 'cyclonedx', '--sbom-type', 'application']
const listed = execFileSync('npm', [...npm, ...kind], { encoding: 'utf8' })

mkdirSync('dist', { recursive: true })
write('dist/deckwatch.cdx.json', `${JSON.stringify(JSON.parse(listed, steady), null, 2)}\n`)
const shipped = shippedPackages(readLock(readFileSync('package-lock.json', 'utf8')))
write('dist/THIRD_PARTY_NOTICES.txt', thirdPartyNotices(shipped))

/** The same sources give the same file: npm takes the folder's name for ours, and adds the time and chance. */
function steady(key: string, value: unknown): unknown {
  if (key === 'timestamp' || key === 'serialNumber') return undefined
  if (key !== 'component' || typeof value !== 'object') return value
  return { ...value, name: manifest.name }
}

function write(file: string, text: string): void {
  writeFileSync(file, text)
  console.log(`${file}: ${(text.length / 1000).toFixed(0)} kB`)
}
