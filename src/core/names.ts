import { misread, read, type Reading } from './words/parameters.ts'
import { code, text } from './text.ts'

/**
 * Grammar of everything that becomes a path segment or a query value. Kubernetes names are ASCII; anything else
 * (look-alikes, dots as traversal, slashes, NUL) never reaches the transport.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */
const SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/
const LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/
/** RBAC objects allow more (`system:node`), but never what would leave a path segment. */
const PATH_SEGMENT = /^[A-Za-z0-9](?:[-A-Za-z0-9_.:]*[A-Za-z0-9])?$/

/** An object's name: RFC 1123 subdomain, or a path segment name such as `system:node`; at most 253 characters. */
export function isObjectName(value: string): boolean {
  return (
    value.length <= 253 &&
    (SUBDOMAIN.test(value) || PATH_SEGMENT.test(value)) &&
    !value.includes('..')
  )
}

/** A namespace: RFC 1123 label, at most 63 characters. */
export function isNamespace(value: string): boolean {
  return value.length <= 63 && LABEL.test(value)
}

export function readName(value: string): Reading<string> {
  return isObjectName(value)
    ? read(value)
    : misread(...text`${code(show(value))} is not a name that Kubernetes allows`)
}

export function readNamespace(value: string): Reading<string> {
  return isNamespace(value)
    ? read(value)
    : misread(
        ...text`${code(show(value))} is not a namespace name: lower-case letters, digits and dashes, at most 63`,
      )
}

const show = (value: string) => (value.length > 60 ? `${value.slice(0, 60)}…` : value)
