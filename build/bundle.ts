import { rmSync, statSync } from 'node:fs'
import { rolldown } from 'rolldown'
import { allAscii } from './bundle/all-ascii.ts'
import { leaveOut } from './bundle/leave-out.ts'

// The one way the shipped program is made: the image, the tests and the benchmark all use its result.
const FILE = 'dist/deckwatch.js'

rmSync('dist', { recursive: true, force: true })
const bundle = await rolldown({
  input: 'src/main.ts',
  platform: 'node',
  // The playground is for checkouts only; the command says so where it is missing.
  external: (id) => id.includes('/playground/'),
  // It imports models and calls of every API group, which nothing here uses.
  treeshake: { moduleSideEffects: (id) => !id.includes('/@kubernetes/client-node/') },
  plugins: [leaveOut(), allAscii()],
  transform: { target: 'node22' },
  logLevel: 'warn',
})
await bundle.write({
  file: FILE,
  format: 'esm',
  codeSplitting: false,
  charset: 'ascii',
  // What is for readers of the source and for tools stays there; licences come along.
  comments: { legal: true, annotation: false, jsdoc: false },
  sourcemap: true,
  // Node reads the map at start when asked to use it: sources in it cost 45 MB of memory, places alone 13.
  sourcemapExcludeSources: true,
  banner: '#!/usr/bin/env node',
})
await bundle.close()
console.log(`${FILE}: ${(statSync(FILE).size / 1e6).toFixed(1)} MB`)
