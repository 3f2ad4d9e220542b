import { mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type MountedVolume = {
  /** Where a file of it is. */
  path(name: string): string
  /** Other content for some files, as the kubelet does it: a new folder, and one link that is exchanged. */
  swap(changes: Readonly<Record<string, string>>): void
}

/** A ConfigMap or a Secret as Kubernetes mounts it: files are links through `..data` to a folder of one version. */
export function mountVolume(
  folder: string,
  first: Readonly<Record<string, string>>,
): MountedVolume {
  mkdirSync(folder, { recursive: true })
  let files = first
  let version = 0
  const write = () => {
    const name = `..version_${++version}`
    mkdirSync(join(folder, name))
    for (const [file, text] of Object.entries(files))
      writeFileSync(join(folder, name, file), text, { mode: 0o600 })
    symlinkSync(name, join(folder, '..data_tmp'))
    renameSync(join(folder, '..data_tmp'), join(folder, '..data'))
    for (const old of readdirSync(folder))
      if (old.startsWith('..version_') && old !== name)
        rmSync(join(folder, old), { recursive: true })
  }
  write()
  for (const file of Object.keys(first)) symlinkSync(`..data/${file}`, join(folder, file))
  return {
    path: (name) => join(folder, name),
    swap(changes) {
      files = { ...files, ...changes }
      write()
    },
  }
}
