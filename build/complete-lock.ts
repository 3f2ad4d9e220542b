import { readFileSync, writeFileSync } from 'node:fs'
import { completeLock, readLock } from './lock/complete.ts'

// npm leaves optional packages of other platforms out of the lockfile when the registry in use does not
// carry them, and `npm ci` then refuses that lockfile (npm/cli#9846). Run after `npm install`.
const file = 'package-lock.json'
const { lock, added } = completeLock(readLock(readFileSync(file, 'utf8')))
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${file}: ${added.length} entries added`)
