import { newestVersion, type PageParts, type Place } from './list-all.ts'
import { StaleVersion } from './stale-version.ts'

/**
 * Throws StaleVersion when the server has not come as far as this version: etcd was restored from a backup. A list
 * says so with an error; a watch is only silent until that version has come again, also without a bookmark (seen
 * with kube-apiserver 1.20). So it is asked after every silence that was too long.
 */
export async function checkVersion(version: string, place: Place, parts: PageParts): Promise<void> {
  const newest = await newestVersion(place, parts)
  if (isNumber(version) && isNumber(newest) && BigInt(newest) < BigInt(version))
    throw new StaleVersion('the cluster was set back to an older state')
}

const isNumber = (version: string) => /^\d+$/.test(version)
