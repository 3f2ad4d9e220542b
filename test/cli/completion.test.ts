import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCli } from '../../src/cli/program.ts'
import { fakeHost } from '../support/fake-host.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

async function scriptFor(shell: string): Promise<string> {
  const host = fakeHost(['completion', shell])
  expect(await runCli(host)).toBe(0)
  return host.stdout()
}

const isThere = (shell: string) => {
  try {
    execFileSync(shell, ['-c', 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** A folder with a file, a folder and a program that knows two clusters. */
function stage() {
  const folder = temporaryFolder({ 'other.yaml': '' })
  mkdirSync(join(folder, 'overlays'))
  writeFileSync(join(folder, 'deckwatch'), '#!/bin/sh\necho prod-eu\necho staging\n')
  chmodSync(join(folder, 'deckwatch'), 0o755)
  const env = { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}`, HOME: folder }
  return { folder, env }
}

/** What bash offers for the last word of a line. */
async function inBash(line: string): Promise<string[]> {
  const { folder, env } = stage()
  // As readline takes a line apart: `=` is a word of its own.
  const words = line.replaceAll('=', ' = ').replace(/ = $/, ' =').split(/ +/)
  const array = words.map((word) => `'${word}'`).join(' ')
  const script = `${await scriptFor('bash')}
COMP_WORDS=(${array}); COMP_CWORD=${words.length - 1}; _deckwatch; printf '%s\\n' "\${COMPREPLY[@]}"`
  const said = execFileSync('bash', ['-c', script], { cwd: folder, env, encoding: 'utf8' })
  return said.split('\n').filter(Boolean)
}

async function inFish(line: string): Promise<string[]> {
  const { folder, env } = stage()
  const script = `${await scriptFor('fish')}\ncomplete -C '${line}'`
  const said = execFileSync('fish', ['--no-config', '-c', script], {
    cwd: folder,
    env,
    encoding: 'utf8',
  })
  return said
    .split('\n')
    .filter(Boolean)
    .map((one) => one.split('\t')[0] ?? '')
}

const ZSH = `
zmodload zsh/zpty
zpty -b z zsh -f -i
zpty -w z "unset RPS1; PS1=; autoload -Uz compinit; compinit -u -D; source ./script; zstyle ':completion:*' list-prompt ''; zstyle ':completion:*' verbose no; LISTMAX=9999; COLUMNS=60; print re''ady"
zpty -r z said '*ready*'
zpty -w -n z "$1"$'\\t\\t'
sleep 1; zpty -w -n z $'\\x15print do''ne\\n'
zpty -r z said '*done*'
print -r -- "$said"
`

/** What zsh shows, or writes, behind a line. */
async function inZsh(line: string): Promise<string> {
  const { folder, env } = stage()
  writeFileSync(join(folder, 'script'), await scriptFor('zsh'))
  return execFileSync('zsh', ['-f', '-c', ZSH, 'zsh', line], { cwd: folder, env, encoding: 'utf8' })
}

const OFFERED = [
  ['deckwatch val', ['validate']],
  ['deckwatch policy ', ['explain', 'test']],
  ['deckwatch audit verify --ex', ['--expect', '--expect-file']],
  ['deckwatch validate --output ', ['text', 'json']],
  ['deckwatch rbac -o ', ['yaml', 'json']],
  ['deckwatch schema ', ['config', 'policy']],
  ['deckwatch completion z', ['zsh']],
  ['deckwatch validate --config oth', ['other.yaml']],
  ['deckwatch policy explain --cluster prod', ['prod-eu']],
  ['deckwatch policy explain --as U1 -- rollb', ['rollback']],
] as const

/** Every kind of word once: the other shells are slow to start. */
const FEW = [1, 2, 4, 8].flatMap((at) => OFFERED.slice(at, at + 1))

test.each(OFFERED)('bash: `%s` is completed by %s', async (line, words) => {
  expect(new Set(await inBash(line))).toEqual(new Set(words))
})

test('bash: a value behind = is completed, too', async () => {
  expect(await inBash('deckwatch validate --output=j')).toEqual(['json'])
  expect(await inBash('deckwatch validate --output=')).toEqual(['text', 'json'])
})

test('bash: folders only where a folder is meant', async () => {
  expect(await inBash('deckwatch init ')).toEqual(['overlays'])
})

test('bash: a word that is the value of an option is not taken for a command', async () => {
  expect(await inBash('deckwatch validate --config policy --out')).toEqual(['--output'])
})

test.skipIf(!isThere('fish')).each(FEW)('fish: `%s` is completed by %s', async (line, words) => {
  expect(await inFish(line)).toEqual(expect.arrayContaining([...words]))
})

test.skipIf(!isThere('zsh')).each(FEW)('zsh: `%s` is completed by %s', async (line, words) => {
  const shown = await inZsh(line)
  for (const word of words) expect(shown).toContain(word)
})
