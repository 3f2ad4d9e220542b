import type { PageFile } from '../page-model.ts'
import { randomHex, randomId } from '../random-id.ts'

type StoredFile = {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly length: number
  readonly bytes?: Buffer
  readonly completed: boolean
}

/** The three steps of an upload: ask for an address, send the bytes, complete. */
export type Files = {
  begin(name: string, length: number): { readonly id: string; readonly path: string }
  /** False when the address is unknown or was used. */
  receive(path: string, bytes: Buffer): boolean
  complete(id: string, title: string | undefined): PageFile | 'file_not_found' | 'file_not_uploaded'
  find(id: string): StoredFile | undefined
}

export function createFiles(baseUrl: () => string): Files {
  const files = new Map<string, StoredFile>()
  const uploads = new Map<string, string>()
  return {
    begin(name, length) {
      const id = randomId('F')
      const path = `/upload/v1/${randomHex(24)}`
      files.set(id, { id, name, title: name, length, completed: false })
      uploads.set(path, id)
      return { id, path }
    },
    receive(path, bytes) {
      const file = files.get(uploads.get(path) ?? '')
      if (!file) return false
      uploads.delete(path)
      files.set(file.id, { ...file, bytes })
      return true
    },
    complete(id, title) {
      const file = files.get(id)
      if (!file || file.completed) return 'file_not_found'
      if (!file.bytes) return 'file_not_uploaded'
      const done = { ...file, title: title ?? file.title, completed: true }
      files.set(id, done)
      return pageFile(done, file.bytes, baseUrl())
    },
    find: (id) => files.get(id),
  }
}

const PREVIEW_LINES = 5

function pageFile(file: StoredFile, bytes: Buffer, baseUrl: string): PageFile {
  const isText = !bytes.subarray(0, 1024).includes(0)
  const lines = isText ? bytes.subarray(0, 2000).toString('utf8').split('\n') : []
  return {
    id: file.id,
    name: file.name,
    title: file.title,
    mimetype: isText ? 'text/plain' : 'application/octet-stream',
    size: bytes.length,
    ...(isText ? { preview: lines.slice(0, PREVIEW_LINES).join('\n') } : {}),
    url: `${baseUrl}/files/${file.id}/${encodeURIComponent(file.name)}`,
  }
}
