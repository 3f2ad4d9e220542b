import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { generatedFiles } from '../../build/docs/generated-files.ts'
import { errorCodes, isWritten } from './error-codes.ts'

const Package = z.object({ scripts: z.record(z.string(), z.string()) })
const PAGES = globSync(['*.md', '{docs,deploy}/**/*.md'])
const documented = [
  ...readFileSync('docs/errors.md', 'utf8').matchAll(/^\| `([a-z-]+)` +\|/gm),
].map(([, code = '']) => code)

test.each([...generatedFiles()])('%s is as `npm run generate` writes it', (file, text) => {
  expect(readFileSync(file, 'utf8')).toBe(text)
})

test('every error code is in docs/errors.md', () => {
  const codes = errorCodes()

  expect(codes.length).toBeGreaterThan(20)
  expect(codes.filter((code) => !documented.includes(code))).toEqual([])
})

test('docs/errors.md tells of no code that nothing gives', () => {
  expect(documented.filter((code) => !isWritten(code))).toEqual([])
  expect(documented.filter((code, i) => documented.indexOf(code) !== i)).toEqual([])
})

test.each(PAGES)('every link in %s leads somewhere', (page) => {
  const text = readFileSync(page, 'utf8').replace(/^```[\s\S]*?^```/gm, '')
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)
  const local = links.filter((target) => !/^(?:https?:|#)/.test(target))
  const broken = local.filter(
    (target) => !existsSync(join(dirname(page), target.split('#')[0] ?? '')),
  )

  expect(broken).toEqual([])
})

test.each(globSync('docs/design/*.md'))('every file that %s names is there', (page) => {
  const named = readFileSync(page, 'utf8').matchAll(/\b(?:src|core|commands|rbac)\/[\w./-]*\w/g)
  const paths = [...named].map(([path]) => (path.startsWith('core/') ? `src/${path}` : path))

  expect(paths.filter((path) => !existsSync(path))).toEqual([])
})

test('every command in the README’s table of scripts is a script', () => {
  const { scripts } = Package.parse(JSON.parse(readFileSync('package.json', 'utf8')))
  const named = [...readFileSync('README.md', 'utf8').matchAll(/npm run (?:-s )?([a-z:]+)/g)]

  expect(named.length).toBeGreaterThan(1)
  expect(named.map(([, name = '']) => name).filter((name) => !(name in scripts))).toEqual([])
})
