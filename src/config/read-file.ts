import { constants, type Stats } from 'node:fs'
import { open } from 'node:fs/promises'
import { limitedBytes } from '../core/limited-bytes.ts'

/** Far more than is taken as YAML, so that it is YAML's own limit that is told. */
const MOST_BYTES = 16 * 1024 * 1024

/**
 * All that a file holds. Opened once, so that what is looked at is what is read; without waiting, as nobody may ever
 * write to a pipe. Throws an Error for what is no file, and for more than `most` bytes.
 */
export async function readWhole(
  file: string,
  most = MOST_BYTES,
): Promise<{ readonly bytes: Buffer; readonly about: Stats }> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const about = await handle.stat()
    if (about.isDirectory()) throw new Error('it is a directory')
    if (!about.isFile()) throw new Error('it is no file')
    const bytes = await limitedBytes(handle.createReadStream({ autoClose: false }), most)
    if (!bytes) throw new Error(`it is more than ${most} bytes long`)
    return { bytes, about }
  } finally {
    await handle.close()
  }
}
