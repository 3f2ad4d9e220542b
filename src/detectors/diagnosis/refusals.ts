import { type Mode, says } from './mode.ts'

/** Why pods are not even created, from the API server's own sentence. */
export const REFUSAL_MODES: readonly Mode<string>[] = [
  {
    id: 'quota-exceeded',
    fits: says(/exceeded quota/i),
    likely: 'The namespace has used up its quota.',
    nextStep: 'Raise the quota, scale something down, or lower the requests.',
  },
  {
    id: 'quota-wants-limits',
    fits: says(/failed quota|must specify/i),
    likely: 'A quota wants requests or limits that the pod does not state.',
    nextStep: 'State them in the pod, or give the namespace a LimitRange.',
  },
  {
    id: 'beyond-limit-range',
    fits: says(
      /(?:maximum|minimum) (?:cpu|memory).* per (?:Container|Pod)|limit to request ratio/i,
    ),
    likely: 'The pod asks for more or less than the LimitRange of the namespace allows.',
    nextStep: 'Change its requests and limits, or the LimitRange.',
  },
  {
    id: 'service-account-missing',
    fits: says(/serviceaccount "[^"]*" not found|error looking up service account/i),
    likely: 'The service account of the pod does not exist.',
    nextStep: 'Create it, or correct its name.',
  },
  {
    id: 'pod-security',
    fits: says(/violates PodSecurity|PodSecurityPolicy|security context constraint/i),
    likely: 'The security rules of the namespace do not allow such a pod.',
    nextStep: 'Set the securityContext that the message asks for.',
  },
  {
    id: 'admission-refused',
    fits: says(/admission webhook|denied the request|failed calling webhook/i),
    likely: 'An admission webhook refuses the pods, or does not answer.',
    nextStep: 'Read its message; if it does not answer, look at the webhook’s own pods.',
  },
]
