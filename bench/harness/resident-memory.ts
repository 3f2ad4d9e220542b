import { readFileSync } from 'node:fs'

/** Resident memory of a process in bytes, as Linux tells it. */
export function residentMemory(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]
  if (kibibytes === undefined) throw new Error(`no VmRSS for process ${pid}`)
  return Number(kibibytes) * 1024
}
