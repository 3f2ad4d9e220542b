import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import util from 'node:util'

/** A folder beside the one that is meant: what is made there is complete, or nobody sees it. */
export type Staging = {
  readonly folder: string
  write(files: ReadonlyMap<string, string>): Promise<void>
  /** Puts these files into the folder that is meant. */
  publish(files: readonly string[]): Promise<void>
  discard(): Promise<void>
}

const PRIVATE_FILE = 0o600
const PRIVATE_FOLDER = 0o700

export async function createStaging(target: string): Promise<Staging> {
  const parent = dirname(resolve(target))
  await mkdir(parent, { recursive: true })
  const folder = await mkdtemp(join(parent, '.deckwatch-init-'))
  return {
    folder,
    async write(files) {
      for (const [name, text] of files) {
        await makeFolderOf(join(folder, name))
        const mode = isSecret(name) ? { mode: PRIVATE_FILE } : {}
        await writeFile(join(folder, name), text, mode)
      }
    },
    async publish(files) {
      for (const name of files) {
        await makeFolderOf(join(target, name))
        await rename(join(folder, name), join(target, name))
      }
    },
    discard: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Those that hold a secret, once somebody has put it there. */
export const isSecret = (name: string): boolean => /^secrets\/[A-Z_]+$/.test(name)

const makeFolderOf = (file: string) =>
  mkdir(dirname(file), {
    recursive: true,
    ...(dirname(file).endsWith('/secrets') && { mode: PRIVATE_FOLDER }),
  })

export type Difference = { readonly name: string; readonly lines: readonly string[] }

/** How files that are there already differ from those that would be written; a secret is never looked at. */
export async function differences(
  target: string,
  files: ReadonlyMap<string, string>,
): Promise<readonly Difference[]> {
  const found = [...files].filter(([name]) => !isSecret(name) && existsSync(join(target, name)))
  const compared = await Promise.all(
    found.map(async ([name, text]) => {
      const old = await readFile(join(target, name), 'utf8')
      return { name, lines: old === text ? [] : changedLines(old, text) }
    }),
  )
  return compared.filter(({ lines }) => lines.length > 0)
}

const changedLines = (old: string, now: string): string[] =>
  util
    .diff(old.split('\n'), now.split('\n'))
    .flatMap(([how, line]) => (how === 0 ? [] : [`${how > 0 ? '-' : '+'} ${line}`]))
