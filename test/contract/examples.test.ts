import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { runCli } from '../../src/cli/program.ts'
import { tokenize } from '../../src/core/words/tokenize.ts'
import { fakeHost } from '../support/fake-host.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { examplesIn } from './readme.ts'

const yaml = examplesIn('README.md', 'yaml')
const configuration = yaml.find((example) => example.includes('policy: policy.yaml')) ?? ''
const policy = yaml.find((example) => example.includes('effect: allow')) ?? ''
const files = () => temporaryFolder({ 'deckwatch.yaml': configuration, 'policy.yaml': policy })

async function cli(...args: string[]) {
  const host = fakeHost(args)
  return { code: await runCli(host), stdout: host.stdout(), stderr: host.stderr() }
}

test('the README’s configuration and policy are valid together', async () => {
  const { code, stderr } = await cli('validate', '--config', join(files(), 'deckwatch.yaml'))

  expect(stderr).toBe('')
  expect(code).toBe(0)
})

test('the README’s question to the policy is answered as the README says', async () => {
  const lines = examplesIn('README.md', 'sh').join('').split('\n')
  const line = lines.find((it) => it.includes('policy explain')) ?? ''
  const words = tokenize(line.replace(/^.*deckwatch -- /, ''))
  const [first = '', second = '', ...rest] = words

  const { code, stdout } = await cli(
    first,
    second,
    '--config',
    join(files(), 'deckwatch.yaml'),
    ...rest,
  )

  expect(code).toBe(0)
  expect(stdout).toContain('no-zero-in-production')
  expect(stdout).toContain('zero replicas in production take the shop down')
  expect(stdout).toContain('needs: 2 of platform')
})

test('the README’s command is a command', async () => {
  const [source = ''] = examplesIn('README.md', 'ts')
  const file = resolve('test/contract/readme-command.generated.ts')
  writeFileSync(file, source.replaceAll("'../src/", "'../../src/"))
  try {
    const loaded: unknown = await import(/* @vite-ignore */ file)
    expect(loaded).toMatchObject({ nodes: { kind: 'query', name: 'nodes', examples: ['nodes'] } })
  } finally {
    rmSync(file)
  }
  expect(readdirSync('test/contract')).not.toContain('readme-command.generated.ts')
})

test('the examples of docs/configuration.md are valid', async () => {
  const [example = ''] = examplesIn('docs/configuration.md', 'yaml')
  const folder = temporaryFolder({ 'deckwatch.yaml': example, 'policy.yaml': policy })

  const { stderr } = await cli('validate', '--config', join(folder, 'deckwatch.yaml'))

  expect(stderr).toBe('')
})
