import { deployment } from '../../support/sample-objects.ts'
import { behave, containersOf, type Place, type Trouble } from './trouble.ts'

/** Each way in which the stand-in kubelet lets pods fail, at a different kind of owner where there is one. */
export const PODS: readonly Trouble[] = [
  {
    what: 'a deployment whose pods crash',
    about: 'deployment/crash',
    says: ['crashes (exit 1)', '2 pods', '0 of 2 available'],
    holds: 0,
    breaks: apply((namespace) => deployment(namespace, 'crash', { replicas: 2, behave: 'crash' })),
    shows: containersOf('crash', /CrashLoopBackOff/),
    mends: (at) => behave(at, 'deployment/crash', 'ready'),
  },
  {
    what: 'a stateful set whose pod runs out of memory',
    about: 'statefulset/oom',
    says: ['runs out of memory', 'no memory limit is set'],
    holds: 0,
    breaks: apply((namespace) => as('StatefulSet', namespace, 'oom', { serviceName: 'oom' })),
    shows: containersOf('oom', /CrashLoopBackOff/),
    mends(at) {
      behave(at, 'statefulset/oom', 'ready')
      // Its controller waits for a broken pod for ever.
      at.cluster.kubectl('-n', at.namespace, 'delete', 'pod', 'oom-0', '--wait=false')
    },
  },
  {
    what: 'an image that nobody has',
    about: 'deployment/imagepull',
    says: ['cannot pull', 'web:1.4', 'Back-off pulling image'],
    holds: 1,
    breaks: apply((namespace) =>
      deployment(namespace, 'imagepull', { replicas: 1, behave: 'imagepull' }),
    ),
    shows: containersOf('imagepull', /ImagePullBackOff/),
    mends: (at) => behave(at, 'deployment/imagepull', 'ready'),
  },
  {
    what: 'a pod whose containers are never made',
    about: 'deployment/slow',
    says: ['is not started by its node', 'ContainerCreating'],
    holds: 5,
    breaks: apply((namespace) => deployment(namespace, 'slow', { replicas: 1, behave: 'slow' })),
    shows: containersOf('slow', /ContainerCreating/),
    mends: (at) => behave(at, 'deployment/slow', 'ready'),
  },
  {
    what: 'a daemon set whose pods do not get ready',
    about: 'daemonset/notready',
    says: ['runs but is not ready'],
    holds: 5,
    breaks: apply((namespace) => as('DaemonSet', namespace, 'notready')),
    shows: containersOf('notready', /^(?:false +\d\S+ ){2,}$/),
    mends: (at) => behave(at, 'daemonset/notready', 'ready'),
  },
  {
    what: 'a job whose pod fails',
    about: 'job/fail',
    says: ['failed (BackoffLimitExceeded)', 'job fail'],
    holds: 0,
    breaks: apply(failing),
    shows: { asked: ['get', 'job/fail', '-o=jsonpath={.status.conditions}'], answer: /Failed/ },
    mends: ({ cluster, namespace }) => cluster.kubectl('-n', namespace, 'delete', 'job', 'fail'),
  },
]

function apply(object: (namespace: string) => object) {
  return ({ cluster, namespace }: Place) => cluster.apply(object(namespace))
}

/** What behaves as it is called, run by another kind. */
function as(kind: string, namespace: string, name: 'oom' | 'notready', more: object = {}) {
  const { spec, ...rest } = deployment(namespace, name, { behave: name })
  const { selector, template } = spec
  return { ...rest, kind, spec: { selector, template, ...more } }
}

function failing(namespace: string) {
  const template = {
    metadata: { annotations: { 'test/behave': 'fail' } },
    spec: { restartPolicy: 'Never', containers: [{ name: 'app', image: 'report:1' }] },
  }
  const metadata = { name: 'fail', namespace }
  return { apiVersion: 'batch/v1', kind: 'Job', metadata, spec: { backoffLimit: 0, template } }
}
