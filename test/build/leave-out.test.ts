import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { leaveOut } from '../../build/bundle/leave-out.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const Exports = z.record(z.string(), z.unknown())

/** A program of one line with a library beside it, bundled as ours is, and what it exports. */
async function bundled(program: string, library: string): Promise<Record<string, unknown>> {
  const folder = temporaryFolder({
    'main.js': program,
    'node_modules/socks/index.js': library,
    'node_modules/kept/index.js': library,
  })
  const bundle = await rolldown({ input: join(folder, 'main.js'), plugins: [leaveOut()] })
  const file = join(folder, 'out.mjs')
  await bundle.write({ file, format: 'esm' })
  await bundle.close()
  const exported: unknown = await import(pathToFileURL(file).href)
  return Exports.parse(exported)
}

const LIBRARY = 'exports.open = () => "open"; exports.Kept = class { say() { return "said" } }'

test('what is left out may be named, extended and made, as libraries do when they load', async () => {
  const { made } = await bundled(
    `const { Kept } = require('socks'); class Own extends Kept {}; export const made = [new Kept(), new Own()].length`,
    LIBRARY,
  )

  expect(made).toBe(2)
})

test('using what is left out says what is missing', async () => {
  const { use } = await bundled(
    `import { open } from 'socks'; export const use = () => open()`,
    LIBRARY,
  )

  expect(use).toThrow('socks/index.js open is left out of the bundle')
})

test('everything else is bundled as it is', async () => {
  const { said } = await bundled(`import { open } from 'kept'; export const said = open()`, LIBRARY)

  expect(said).toBe('open')
})
