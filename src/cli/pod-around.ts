import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { Patient } from '../app/doctor/patient.ts'
import type { Env } from '../core/env.ts'

const TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount/token'
const Claims = z.object({ 'kubernetes.io': z.object({ namespace: z.string() }) })

/** The pod that this runs in, by what its token says; undefined where it runs in none. */
export async function podAround(env: Env, token = TOKEN): Promise<Patient['pod']> {
  if (!env['KUBERNETES_SERVICE_HOST']) return undefined
  try {
    const [, payload = ''] = (await readFile(token, 'utf8')).split('.')
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    return { namespace: Claims.parse(claims)['kubernetes.io'].namespace }
  } catch {
    // A bot that serves clusters elsewhere has no token.
    return { namespace: 'deckwatch' }
  }
}
