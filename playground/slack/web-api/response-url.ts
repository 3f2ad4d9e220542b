import type { IncomingMessage, ServerResponse } from 'node:http'
import { parseJson } from '../block-kit/json.ts'
import type { PlannedFaults } from '../faults.ts'
import type { Traffic } from '../traffic.ts'
import type { World } from '../world/world.ts'
import type { Answer } from './answer.ts'
import { faulty, refused, write } from './answer.ts'
import { ApiError } from './api-error.ts'
import { nextFault } from './next-fault.ts'
import { readBytes } from './read-body.ts'
import { respond } from './respond.ts'

type Parts = { readonly world: World; readonly faults: PlannedFaults; readonly traffic: Traffic }

/** Serves response_url posts: five within thirty minutes each. */
export function createResponseUrlServer({ world, faults, traffic }: Parts) {
  const perform = (path: string, body: unknown): Answer => {
    const target = world.responseUrls.use(path)
    if (typeof target === 'string') return { ...refused(target), status: 404 }
    try {
      const ts = respond(world, target, body)
      if (ts) world.responseUrls.remember(path, ts)
      return { status: 200, body: 'ok' }
    } catch (error) {
      if (error instanceof ApiError) return { ...refused(error.code, error.details), status: 400 }
      throw error
    }
  }
  return async (request: IncomingMessage, response: ServerResponse, path: string) => {
    const sent = parseJson((await readBytes(request)).toString('utf8'))
    const name = 'response_url'
    const end = traffic.begin({ kind: 'response-url', direction: 'to-slack', name, sent })
    const fault = await nextFault(faults, world.clock, { method: name, channel: '' })
    const answer = fault ? faulty(fault) : perform(path, sent)
    const failed = answer.status !== 200
    end({ outcome: failed ? String(answer.status) : 'ok', failed, answered: answer.body })
    write(response, answer)
  }
}
