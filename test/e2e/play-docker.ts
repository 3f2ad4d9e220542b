import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { z } from 'zod'

// Stands in for `docker` where there is none: `docker build .` does in a folder what the Dockerfile says, and leaves
// the image's files and its entry point in the folder that DOCKER_IMAGE names. Every other command does nothing.

const Words = z.array(z.string())

type Image = { readonly entrypoint: readonly string[]; readonly command: readonly string[] }

/** Instructions with their words; comments and joined lines as Docker reads them. */
function instructionsOf(dockerfile: string): (readonly [name: string, rest: string])[] {
  const lines = dockerfile.replaceAll('\\\n', ' ').split('\n')
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [name = ''] = line.split(' ')
      return [name, line.slice(name.length).trim()] as const
    })
}

/** What `COPY . .` takes: only what .dockerignore takes out again of everything. */
const letIn = (context: string) =>
  readFileSync(join(context, '.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1))

function copy(names: readonly string[], from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const name of names) {
    const source = join(from, name)
    if (!existsSync(source)) throw new Error(`COPY: there is no ${source}`)
    // Of a folder Docker copies what is in it.
    const target = name.endsWith('/') ? to : join(to, basename(name))
    cpSync(source, target, { recursive: true })
  }
}

/** Whoever builds an image by this page has installed the same packages just before: they are linked, not fetched. */
function run(line: string, context: string, cwd: string): void {
  const isInstalled = /^npm ci\b/.test(line) && existsSync(join(context, 'node_modules'))
  const words = isInstalled ? `cp -al '${join(context, 'node_modules')}' .` : line
  execFileSync('sh', ['-c', words], { cwd, stdio: 'inherit' })
}

type Build = {
  readonly context: string
  readonly target: string
  /** Folders of the stages that have a name. */
  readonly stages: Map<string, string>
  root: string
  folder: string
  image: Image
}

const INSTRUCTIONS: Readonly<Record<string, (build: Build, rest: string) => void>> = {
  FROM: (build, rest) => {
    const stage = / AS (\S+)$/i.exec(rest)?.[1]
    build.root = join(build.target, stage ?? 'image')
    if (stage !== undefined) build.stages.set(stage, build.root)
  },
  WORKDIR: (build, rest) => void (build.folder = rest),
  RUN: ({ context, root, folder }, rest) => run(rest, context, join(root, folder)),
  COPY: ({ context, stages, root, folder }, rest) => {
    const [, stage, words = ''] = /^(?:--from=(\S+) )?(.*)$/.exec(rest) ?? []
    const names = words.split(' ').slice(0, -1)
    const origin = stage === undefined ? context : (stages.get(stage) ?? '')
    copy(names.join() === '.' ? letIn(context) : names, origin, join(root, folder))
  },
  ENTRYPOINT: (build, rest) => {
    build.image = { ...build.image, entrypoint: Words.parse(JSON.parse(rest)) }
  },
  CMD: (build, rest) => {
    build.image = { ...build.image, command: Words.parse(JSON.parse(rest)) }
  },
}

/** Builds it below `target`: every stage is a folder of its own, and the last one is the image. */
function playDockerfile(context: string, target: string): Image {
  const image: Image = { entrypoint: [], command: [] }
  const build: Build = { context, target, stages: new Map(), root: target, folder: '/', image }
  for (const [name, rest] of instructionsOf(readFileSync(join(context, 'Dockerfile'), 'utf8')))
    INSTRUCTIONS[name]?.(build, rest)
  return build.image
}

const [command, ...words] = process.argv.slice(2)
const target = process.env['DOCKER_IMAGE']
if (import.meta.main && command === 'build' && target !== undefined) {
  const image = playDockerfile(resolve(words.at(-1) ?? '.'), target)
  writeFileSync(join(target, 'image.json'), JSON.stringify(image))
}
