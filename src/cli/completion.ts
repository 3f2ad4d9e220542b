import type { Command } from 'commander'
import { z } from 'zod'
import { commands } from '../../commands/index.ts'
import { readText } from '../config/load.ts'
import { readLoosely } from '../config/yaml.ts'
import { bashScript } from './completion/bash-script.ts'
import { commandTree } from './completion/command-tree.ts'
import { fishScript } from './completion/fish-script.ts'
import { zshScript } from './completion/zsh-script.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Host } from './host.ts'

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript }
export type Shell = keyof typeof SCRIPTS

/** Prints the script; it holds what the commands declare, and nothing that is kept by hand. */
export function completion(shell: Shell, program: Command, host: Host): ExitCode {
  const said = commands.map(({ name }) => name.split(' ')[0] ?? name)
  host.out(SCRIPTS[shell](commandTree(program, [...new Set(said)])))
  return EXIT.fine
}

const Named = z.object({ clusters: z.array(z.object({ name: z.string() })) })

/** Prints the names of the clusters, one a line, as far as the file can be read. */
export async function clusterNames(file: string, host: Host): Promise<ExitCode> {
  const named = readLoosely(await readText(file), Named)
  for (const { name } of named?.clusters ?? []) host.out(`${name}\n`)
  return EXIT.fine
}
