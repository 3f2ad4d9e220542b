import { code, type Text, text } from '../../core/text.ts'
import type { Call, Subject } from './call.ts'
import type { HttpFailure } from './failure.ts'

export type Circumstances = {
  readonly call: Pick<Call, 'about' | 'writes' | 'noun'>
  /** The Kubernetes user that the call impersonated. */
  readonly user: string
  readonly cluster: string
  /** Whether the API server may have seen the call. */
  readonly sent: boolean
}

/** `patch deployments.apps/scale web in namespace shop`. */
export function sayCall({ call: { about } }: Circumstances): Text {
  const where = about.namespace ? text` in namespace ${code(about.namespace)}` : []
  const name = about.name ? text` ${code(about.name)}` : []
  return text`${about.verb} ${code(fullResource(about))}${name}${where}`
}

export const fullResource = ({ resource, subresource }: Subject): string =>
  subresource ? `${resource}/${subresource}` : resource

/** The server's own sentence, cut short; never a body or a header. */
export function quoteServer({ status, statusCode }: HttpFailure): string {
  const message = status?.message || `HTTP ${statusCode}`
  return message.length > 300 ? `${message.slice(0, 300)}…` : message
}
