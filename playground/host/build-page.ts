import { build } from 'vite'
import { pageConfig } from '../page/page-config.ts'

/** The page's files by their path, `/index.html` among them. */
export type PageFiles = ReadonlyMap<string, Uint8Array>

/** Builds the page in memory, about half a second: it is never stale and needs no folder to write to. */
export async function buildPage(): Promise<PageFiles> {
  const built = await build(pageConfig)
  const bundles = Array.isArray(built) ? built : [built]
  const files = bundles.flatMap((bundle) => ('output' in bundle ? bundle.output : []))
  return new Map(
    files.map((file) => [
      `/${file.fileName}`,
      Buffer.from(file.type === 'chunk' ? file.code : file.source),
    ]),
  )
}
