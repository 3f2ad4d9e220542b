import { cpSync, rmSync, statSync } from 'node:fs'
import { type InputOptions, type OutputOptions, rolldown } from 'rolldown'
import { allAscii } from './bundle/all-ascii.ts'
import { SHIPPED } from '../src/cli/init/shipped.ts'
import { leaveOut } from './bundle/leave-out.ts'

// The one way the shipped program is made: the image, the tests and the benchmark all use its result.
const FILE = 'dist/deckwatch.js'
// Node holds the text of what it loads: what few switch on, the others need not pay for.
const APART = { file: 'dist/tracing.js', source: 'src/telemetry/tracing/open-tracing.ts' }

const input: InputOptions = {
  platform: 'node',
  // It imports models and calls of every API group, which nothing here uses.
  treeshake: { moduleSideEffects: (id) => !id.includes('/@kubernetes/client-node/') },
  plugins: [leaveOut(), allAscii()],
  transform: { target: 'node22' },
  logLevel: 'warn',
}
const output: OutputOptions = {
  format: 'esm',
  codeSplitting: false,
  charset: 'ascii',
  // What is for readers of the source and for tools stays there; licences come along.
  comments: { legal: true, annotation: false, jsdoc: false },
  sourcemap: true,
  // Node reads the map at start when asked to use it: sources in it cost 45 MB of memory, places alone 13.
  sourcemapExcludeSources: true,
}

rmSync('dist', { recursive: true, force: true })
await make({
  ...input,
  input: 'src/main.ts',
  // The playground is for checkouts only; the command says so where it is missing.
  external: (id) => id.includes('/playground/') || id.endsWith('/open-tracing.ts'),
  output: {
    ...output,
    file: FILE,
    banner: '#!/usr/bin/env node',
    paths: (id) => (id.endsWith('/open-tracing.ts') ? './tracing.js' : id),
  },
})
for (const name of SHIPPED) cpSync(name, `dist/${name}`, { recursive: true })
await make({ ...input, input: APART.source, output: { ...output, file: APART.file } })
for (const file of [FILE, APART.file])
  console.log(`${file}: ${(statSync(file).size / 1e6).toFixed(1)} MB`)

async function make(options: InputOptions & { readonly output: OutputOptions }): Promise<void> {
  const { output: how, ...what } = options
  const bundle = await rolldown(what)
  await bundle.write(how)
  await bundle.close()
}
