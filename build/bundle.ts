import { rmSync, statSync } from 'node:fs'
import { rolldown } from 'rolldown'

// The one way the shipped program is made: the image, the tests and the benchmark all use its result.
const PLAYGROUND = /\/playground\//

rmSync('dist', { recursive: true, force: true })
const bundle = await rolldown({
  input: 'src/main.ts',
  platform: 'node',
  // The playground is for checkouts only; the command says so where it is missing.
  external: (id) => PLAYGROUND.test(id),
  transform: { target: 'node22' },
  logLevel: 'warn',
})
await bundle.write({
  file: 'dist/deckwatch.js',
  format: 'esm',
  codeSplitting: false,
  sourcemap: true,
  banner: '#!/usr/bin/env node',
  minify: false,
})
await bundle.close()
console.log(`dist/deckwatch.js: ${(statSync('dist/deckwatch.js').size / 1e6).toFixed(1)} MB`)
