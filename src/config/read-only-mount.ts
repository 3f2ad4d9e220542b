import { readFile, realpath } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Whether a file lies where nobody can write, as Kubernetes mounts Secrets. Its mode says nothing there: the kubelet
 * gives such files to everybody of the one container that has them. False where the system does not tell.
 */
export async function isOnReadOnlyMount(file: string): Promise<boolean> {
  const mounts = await readFile('/proc/self/mountinfo', 'utf8').catch(() => '')
  return isReadOnlyBy(mounts, await realpath(file))
}

/** What the system's list of mounts says of a path without links. */
export function isReadOnlyBy(mounts: string, file: string): boolean {
  const isReadOnly = new Map(mounts.split('\n').flatMap(mountOf))
  let path = file
  while (!isReadOnly.has(path) && path !== dirname(path)) path = dirname(path)
  return isReadOnly.get(path) ?? false
}

/** Field 5 is where it is mounted, field 6 its options (proc(5)); a later mount covers an earlier one. */
function mountOf(line: string): [string, boolean][] {
  const [, , , , point, options] = line.split(' ')
  if (point === undefined || options === undefined) return []
  const path = point.replaceAll(/\\(\d{3})/g, (_, octal: string) =>
    String.fromCodePoint(Number.parseInt(octal, 8)),
  )
  return [[path, options.split(',').includes('ro')]]
}
