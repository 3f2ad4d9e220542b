import type { Resources } from '../kinds/resources.ts'
import { bindCluster, bindIn } from './access.ts'

/** alice, hana, ivan: platform. bob, olga: the shop. carol: viewer. dave: nothing. The bot may act as others and watch. */
export function seedPeople(resources: Resources) {
  resources.clusterRoles.create({
    metadata: { name: 'platform-nodes' },
    rules: [
      { apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list', 'watch', 'patch', 'update'] },
      { apiGroups: ['metrics.k8s.io'], resources: ['nodes', 'pods'], verbs: ['get', 'list'] },
    ],
  })
  resources.clusterRoles.create({
    metadata: { name: 'widget-viewer' },
    rules: [
      { apiGroups: ['shop.example.com'], resources: ['widgets'], verbs: ['get', 'list', 'watch'] },
    ],
  })
  resources.clusterRoles.create({
    metadata: { name: 'deckwatch-impersonator' },
    rules: [
      { apiGroups: [''], resources: ['users', 'groups'], verbs: ['impersonate'] },
      {
        apiGroups: ['authentication.k8s.io'],
        // RBAC has no `userextras/*`: each key is named.
        resources: ['userextras/slack-user', 'userextras/slack-team', 'userextras/request-id'],
        verbs: ['impersonate'],
      },
    ],
  })
  resources.clusterRoles.create({ metadata: { name: 'deckwatch-watcher' }, rules: WATCHED })
  bindCluster(resources, 'deckwatch-impersonator', [['User', 'deckwatch']])
  bindCluster(resources, 'deckwatch-watcher', [['User', 'deckwatch']])
  for (const name of ['alice', 'hana', 'ivan']) {
    bindCluster(resources, 'edit', [['User', name]])
    bindCluster(resources, 'platform-nodes', [['User', name]])
  }
  bindCluster(resources, 'widget-viewer', [
    ['User', 'alice'],
    ['User', 'bob'],
  ])
  for (const name of ['bob', 'olga'])
    bindIn(resources, { namespace: 'shop', role: 'edit' }, [['User', name]])
  for (const namespace of ['default', 'shop', 'search', 'legacy'])
    bindIn(resources, { namespace, role: 'view' }, [
      ['User', 'bob'],
      ['User', 'carol'],
      ['User', 'olga'],
    ])
}

/** What detectors look at, and what the thread of an incident shows: no secrets. */
const WATCHED = [
  {
    apiGroups: [''],
    resources: [
      'events',
      'namespaces',
      'nodes',
      'persistentvolumeclaims',
      'persistentvolumes',
      'pods',
      'resourcequotas',
    ],
    verbs: ['list', 'watch'],
  },
  {
    apiGroups: ['apps'],
    resources: ['daemonsets', 'deployments', 'replicasets', 'statefulsets'],
    verbs: ['list', 'watch'],
  },
  { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
  { apiGroups: [''], resources: ['events'], verbs: ['list'] },
  { apiGroups: ['batch'], resources: ['cronjobs', 'jobs'], verbs: ['list', 'watch'] },
  { apiGroups: ['autoscaling'], resources: ['horizontalpodautoscalers'], verbs: ['list', 'watch'] },
  { apiGroups: ['storage.k8s.io'], resources: ['storageclasses'], verbs: ['list', 'watch'] },
  { apiGroups: ['shop.example.com'], resources: ['widgets'], verbs: ['list', 'watch'] },
]
