import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { TestProject } from 'vitest/node'
import {
  apiServerBehind,
  type AuditedApiServer,
  startAuditedApiServer,
} from '../support/audited-api-server.ts'

let api: AuditedApiServer | undefined

/** All bots of the run go through an API server that writes down what they asked for. */
export async function setup({ provide }: TestProject): Promise<void> {
  const kubeconfig = process.env['DECKWATCH_E2E_KUBECONFIG'] ?? ''
  if (!apiServerBehind(kubeconfig)) return
  api = await startAuditedApiServer(kubeconfig)
  const { url, trail } = api
  const granted = join(dirname(trail), 'granted')
  writeFileSync(granted, '')
  provide('recorded', { url, trail, granted })
}

export const teardown = async (): Promise<void> => api?.stop()
