import { expect, test } from 'vitest'
import { importsOf, sourceFiles, type Import } from './source-tree.ts'

type Layer = {
  readonly files: string
  /** Folders or files of the repository that it may import, besides its own. */
  readonly mayImport: readonly string[]
  readonly packages: readonly string[]
}

/** What the embedded Slack and cluster share with the bot. */
const SEAMS = [
  'src/core/seams.ts',
  'src/telemetry/system-seams.ts',
  'src/core/words/kubectl-age.ts',
]

/** Who may know whom. Everything points at the core; only the composition knows everyone. */
const LAYERS: readonly Layer[] = [
  { files: 'src/core', mayImport: [], packages: ['zod', 'node:crypto'] },
  { files: 'commands', mayImport: ['src/core'], packages: ['zod'] },
  {
    files: 'rbac',
    mayImport: ['src/core', 'src/config/yaml.ts', 'src/expression'],
    packages: ['zod', '@bufbuild/cel', '@bufbuild/protobuf'],
  },
  {
    files: 'src/kube',
    mayImport: ['src/core'],
    packages: ['zod', '@kubernetes/client-node', 'undici', 'cockatiel', 'yaml', 'node:*'],
  },
  { files: 'src/http', mayImport: ['src/core'], packages: ['node:*'] },
  {
    files: 'src/slack',
    mayImport: ['src/core', 'src/http'],
    packages: ['zod', '@slack/bolt', '@slack/types', '@slack/web-api', 'undici', 'ws', 'node:*'],
  },
  {
    // Expressions of the operator's, whatever they are about: policy and conditions share it.
    files: 'src/expression',
    mayImport: ['src/core'],
    packages: ['zod', '@bufbuild/cel', '@bufbuild/protobuf'],
  },
  { files: 'src/detectors', mayImport: ['src/core', 'src/expression'], packages: [] },
  {
    files: 'src/telemetry',
    mayImport: ['src/core', 'src/http'],
    packages: [
      'pino',
      'pino-pretty',
      '@prometheus-io/client',
      '@opentelemetry/api',
      '@opentelemetry/core',
      '@opentelemetry/exporter-trace-otlp-http',
      '@opentelemetry/exporter-trace-otlp-proto',
      '@opentelemetry/otlp-exporter-base',
      '@opentelemetry/resources',
      '@opentelemetry/sdk-trace',
      'node:*',
    ],
  },
  {
    files: 'src/store',
    mayImport: ['src/core'],
    packages: ['zod', 'kysely', 'kysely/migration', 'pg', 'node:*'],
  },
  { files: 'src/alerts', mayImport: ['src/core', 'src/http'], packages: ['zod', 'node:*'] },
  { files: 'src/notify', mayImport: ['src/core', 'src/expression'], packages: ['zod'] },
  {
    // The one file has one schema, put together from what each part declares for itself.
    files: 'src/config',
    mayImport: [
      'src/core',
      'src/slack/settings.ts',
      'src/kube/settings.ts',
      'src/notify/settings.ts',
      'src/store/settings.ts',
      'rbac/identity/identity-settings.ts',
    ],
    packages: ['zod', 'yaml', 'node:*'],
  },
  {
    // What the bot is played with knows nothing of the bot but its seams: all else goes over the wire.
    files: 'playground/cluster',
    mayImport: SEAMS,
    packages: ['zod', 'yaml', 'node:*'],
  },
  {
    files: 'playground/slack',
    mayImport: SEAMS,
    packages: ['zod', '@slack/types', 'ws', 'node:*'],
  },
  {
    files: 'playground/page',
    mayImport: [
      'playground/host/page-wire.ts',
      'playground/cluster/page-model.ts',
      'playground/slack/page-model.ts',
    ],
    packages: ['@slack/types', 'preact', 'vite'],
  },
  {
    files: 'playground/host',
    mayImport: ['playground/page', 'playground/cluster', 'playground/slack', ...SEAMS],
    packages: ['zod', 'vite', 'node:*'],
  },
  {
    files: 'build',
    mayImport: ['src', 'commands', 'rbac', 'package.json'],
    packages: ['zod', 'yaml', 'commander', 'rolldown', 'node:*'],
  },
  {
    files: 'bench',
    mayImport: ['src', 'playground', 'test/support'],
    packages: ['zod', 'yaml', 'undici', '@kubernetes/client-node', 'node:*'],
  },
]

const COMPOSITION = ['src/app.ts', 'src/main.ts', 'src/app', 'src/cli']

test.each(LAYERS)('$files imports only what its layer may', ({ files, mayImport, packages }) => {
  const found = sourceFiles(files)
  const known = [files, ...mayImport]
  const strays = found
    .flatMap(importsOf)
    .filter((it) => !(it.isPackage ? isAllowedPackage(it, packages) : isBelow(it.target, known)))
    .map(({ file, target }) => `${file} imports ${target}`)

  expect(found.length).toBeGreaterThan(0)
  expect(strays).toEqual([])
})

test('every product file belongs to a layer or to the composition', () => {
  const homes = [...LAYERS.map((layer) => layer.files), ...COMPOSITION]
  const found = sourceFiles('src', 'commands', 'rbac')

  expect(found.length).toBeGreaterThan(50)
  expect(found.filter((file) => !isBelow(file, homes))).toEqual([])
})

test('nothing but main loads the playground, and the product loads no test, bench or build', () => {
  const outside = ['playground', 'bench', 'test', 'build']
  const strays = sourceFiles('src', 'commands', 'rbac')
    .flatMap(importsOf)
    .filter((it) => !it.isPackage && isBelow(it.target, outside))
    .filter((it) => !(it.file === 'src/main.ts' && it.target.startsWith('playground/')))

  expect(strays).toEqual([])
})

test.each([
  ['@kubernetes/client-node', 'src/kube'],
  ['@slack/bolt', 'src/slack'],
  ['@slack/web-api', 'src/slack'],
  ['pino', 'src/telemetry'],
  ['@prometheus-io/client', 'src/telemetry'],
  ['kysely', 'src/store'],
  ['pg', 'src/store'],
])('%s is imported at run time in %s only', (name, home) => {
  const importers = sourceFiles('src', 'commands', 'rbac')
    .flatMap(importsOf)
    .filter((it) => it.target === name && !it.isTypeOnly)
    .map((it) => it.file)

  expect(importers.length).toBeGreaterThan(0)
  expect(importers.filter((file) => !isBelow(file, [home]))).toEqual([])
})

/** Inside the core, lower ones first: a card knows the plan that it shows, and not the road that it is on. */
const INSIDE = ['held', 'cards', 'road', 'approvals', 'keeper'].map((name) => `src/core/${name}`)

test.each(INSIDE)('%s knows nothing of what stands on it', (folder) => {
  const above = INSIDE.slice(INSIDE.indexOf(folder) + 1)
  const strays = sourceFiles(folder)
    .flatMap(importsOf)
    .filter(({ target }) => isBelow(target, above))
    .map(({ file, target }) => `${file} imports ${target}`)

  expect(strays).toEqual([])
})

test('nothing imports itself by way of others, not even for a type', () => {
  const known = sourceFiles('src', 'commands', 'rbac', 'playground', 'bench', 'build', 'test')
  const left = new Map(known.map((file) => [file, targetsIn(file, new Set(known))]))
  for (let free = freeIn(left); free.length > 0; free = freeIn(left)) {
    for (const file of free) left.delete(file)
    for (const targets of left.values()) for (const file of free) targets.delete(file)
  }

  expect([...left.keys()]).toEqual([])
})

const targetsIn = (file: string, known: ReadonlySet<string>): Set<string> =>
  new Set(importsOf(file).flatMap(({ target }) => (known.has(target) ? [target] : [])))

/** Files that import none of those that are left. */
const freeIn = (left: ReadonlyMap<string, ReadonlySet<string>>): string[] =>
  [...left].filter(([, targets]) => targets.size === 0).map(([file]) => file)

/** Types of Kubernetes models draw in no code, so they are free everywhere. */
function isAllowedPackage({ target, isTypeOnly }: Import, packages: readonly string[]): boolean {
  if (isTypeOnly && target === '@kubernetes/client-node') return true
  const allNode = packages.includes('node:*') && target.startsWith('node:')
  return packages.includes(target) || allNode
}

const isBelow = (file: string, homes: readonly string[]) =>
  homes.some((home) => file === home || file.startsWith(`${home}/`))
