import { chmodSync, chownSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const NONROOT = 65_532

/** As the kubelet lays a ConfigMap or a Secret into a pod: the names lead through `..data` to a folder of one moment. */
export function layVolume(folder: string, files: Readonly<Record<string, string>>): void {
  const moment = '..2026_01_01_00_00_00.1'
  mkdirSync(join(folder, moment), { recursive: true })
  symlinkSync(moment, join(folder, '..data'))
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder, moment, name)
    writeFileSync(file, text)
    chownSync(file, 0, NONROOT)
    chmodSync(file, 0o440)
    symlinkSync(join('..data', name), join(folder, name))
  }
}

/** A volume that the pod may write to, as `fsGroup` makes it. */
export function layStore(folder: string): void {
  mkdirSync(folder, { recursive: true })
  chownSync(folder, 0, NONROOT)
  chmodSync(folder, 0o2770)
}
