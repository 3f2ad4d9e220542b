import { WireFailure } from '../transport/failure.ts'

/** etcd holds 1.5 MB of protobuf; as JSON that is several times as much. */
const MOST_BYTES = 16 * 1024 * 1024
const NEWLINE = 10

/** Cuts a stream of bytes at `\n` and nowhere else; the last piece without one is never a line. */
export type LineSplitter = { push(chunk: Buffer): Buffer[] }

export function createLineSplitter(mostBytes = MOST_BYTES): LineSplitter {
  let rest: Buffer[] = []
  let size = 0

  function keep(piece: Buffer): void {
    size += piece.length
    if (size > mostBytes) throw new WireFailure('too-large')
    rest.push(piece)
  }

  function complete(piece: Buffer): Buffer {
    if (rest.length === 0) return piece
    const line = Buffer.concat([...rest, piece])
    rest = []
    size = 0
    return line
  }

  return {
    push(chunk) {
      const lines: Buffer[] = []
      let from = 0
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
        lines.push(complete(chunk.subarray(from, end)))
        from = end + 1
      }
      if (from < chunk.length) keep(chunk.subarray(from))
      return lines
    },
  }
}
