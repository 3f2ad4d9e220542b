import type { Guide } from '../../../playground/host/page-wire.ts'

/** What the page is told about people and commands in tests. */
export const pageGuide: Guide = {
  people: [
    { name: 'alice', rights: 'Platform: may change everything, production too.' },
    { name: 'bob', rights: 'Shop developer: may change what runs in shop.' },
    { name: 'carol', rights: 'Support: may look, not touch.' },
    { name: 'dave', rights: 'Sales: nobody mapped him to a Kubernetes user.' },
  ],
  commands: [
    { name: 'get', summary: 'List objects of any kind', examples: ['get pods -n shop'] },
    {
      name: 'logs',
      summary: 'Show the logs of a pod or a workload',
      examples: ['logs deploy/web -n shop'],
    },
    {
      name: 'scale',
      summary: 'Change how many replicas run',
      examples: ['scale deploy/web 5 -n shop'],
    },
    {
      name: 'restart',
      summary: 'Restart a workload, pod by pod',
      examples: ['restart deploy/web'],
    },
    {
      name: 'rollout status',
      summary: 'Follow a rollout',
      examples: ['rollout status deploy/web'],
    },
    { name: 'why', summary: 'Explain the last refusal', examples: ['why'] },
  ],
}
