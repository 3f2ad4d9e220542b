import type { LabelSelector } from '../storage/selector.ts'
import { selectorText } from '../storage/selector.ts'
import type { PodTemplate } from './pod-shape.ts'
import type { Cause } from '../rest/status-error.ts'
import { selects } from '../storage/selector.ts'

type Templated = {
  readonly spec: { readonly selector: LabelSelector; readonly template: PodTemplate }
}

export const containersText = ({ spec }: Templated): string =>
  spec.template.spec.containers.map((one) => one.name).join(',')

export const imagesText = ({ spec }: Templated): string =>
  spec.template.spec.containers.map((one) => one.image).join(',')

export const selectorWords = ({ spec }: Templated): string =>
  selectorText(spec.selector) || '<none>'

/** The API server refuses a workload that would not own its own pods. */
export function ownsItsPods({ spec }: Templated): Cause[] {
  if (selects(spec.selector, spec.template.metadata.labels)) return []
  const labels = JSON.stringify(spec.template.metadata.labels ?? {})
  return [
    {
      reason: 'FieldValueInvalid',
      message: `Invalid value: ${labels}: \`selector\` does not match template \`labels\``,
      field: 'spec.template.metadata.labels',
    },
  ]
}
