/** All bytes of a stream, or undefined when there are more than `most`. Rejects when the sender breaks off. */
export async function limitedBytes(
  stream: AsyncIterable<unknown>,
  most: number,
): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream) {
    if (!(chunk instanceof Uint8Array)) return undefined
    size += chunk.length
    if (size > most) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
