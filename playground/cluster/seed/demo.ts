import type { Resources } from '../kinds/resources.ts'
import type { Catalog } from '../rest/catalog.ts'
import { seedPeople } from './people.ts'
import { template, workload } from './workload.ts'

/** The sample shop that the playground opens with, and the rights of its sample people. */
export function seedDemo(resources: Resources, catalog: Catalog): void {
  for (const name of ['shop', 'search', 'legacy'])
    resources.namespaces.create({ metadata: { name } })
  seedPeople(resources)
  seedShop(resources)
  seedOthers(resources)
  seedWidgets(resources, catalog)
}

function seedShop(resources: Resources) {
  const { deployments, statefulSets } = resources
  const namespace = 'shop'
  const web = {
    name: 'web',
    namespace,
    image: 'shop/web:1.4.2',
    replicas: 3,
    sidecar: 'shop/proxy:2.1',
    labels: { team: 'shop' },
  }
  deployments.create(workload(web))
  deployments.create(workload({ name: 'api', namespace, image: 'shop/api:2.0.1', replicas: 2 }))
  const helm = { 'meta.helm.sh/release-name': 'worker', 'meta.helm.sh/release-namespace': 'shop' }
  deployments.create(
    workload({
      name: 'worker',
      namespace,
      image: 'shop/worker:0.9.0',
      labels: { 'app.kubernetes.io/managed-by': 'Helm' },
      annotations: helm,
    }),
  )
  const cart = workload({ name: 'cart', namespace, image: 'shop/cart:3.2.0', replicas: 3 })
  statefulSets.create({ ...cart, spec: { ...cart.spec, serviceName: 'cart' } })
  seedAroundShop(resources)
}

/** What stands beside the shop's workloads: services, an autoscaler, a budget, configuration. */
function seedAroundShop(resources: Resources) {
  const namespace = 'shop'
  const { services, autoscalers, disruptionBudgets, configMaps, secrets } = resources
  for (const name of ['web', 'api', 'cart'])
    services.create({
      metadata: { name, namespace },
      spec: { selector: { app: name }, ports: [{ port: 80, protocol: 'TCP' }] },
    })
  const target = { type: 'Utilization', averageUtilization: 70 }
  autoscalers.create({
    metadata: { name: 'api', namespace },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' },
      minReplicas: 2,
      maxReplicas: 6,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }],
    },
  })
  disruptionBudgets.create({
    metadata: { name: 'web', namespace },
    spec: { minAvailable: 2, selector: { matchLabels: { app: 'web' } } },
  })
  configMaps.create({
    metadata: { name: 'web-config', namespace },
    data: { 'app.yaml': 'port: 8080\n' },
  })
  secrets.create({ metadata: { name: 'db', namespace }, data: { password: 'czNjcjN0LXA0c3M=' } })
}

function seedOthers(resources: Resources) {
  const { deployments, daemonSets } = resources
  const argo = { 'argocd.argoproj.io/tracking-id': 'search:apps/Deployment:search/indexer' }
  deployments.create(
    workload({
      name: 'indexer',
      namespace: 'search',
      image: 'search/indexer:5.1',
      replicas: 2,
      annotations: argo,
    }),
  )
  deployments.create(
    workload({
      name: 'query',
      namespace: 'search',
      image: 'search/query:5.1',
      labels: {
        'kustomize.toolkit.fluxcd.io/name': 'search',
        'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
      },
    }),
  )
  deployments.create(
    workload({ name: 'billing', namespace: 'legacy', image: 'legacy/billing:0.3' }),
  )
  deployments.create(
    workload({
      name: 'coredns',
      namespace: 'kube-system',
      image: 'coredns/coredns:1.11.1',
      replicas: 2,
    }),
  )
  const { replicas: _, ...proxy } = workload({
    name: 'kube-proxy',
    namespace: 'kube-system',
    image: 'kube-proxy:1.31',
  }).spec
  daemonSets.create({ metadata: { name: 'kube-proxy', namespace: 'kube-system' }, spec: proxy })
  seedJobs(resources)
}

function seedJobs({ jobs, cronJobs }: Resources) {
  const job = (name: string) => {
    const made = template({ name, namespace: 'shop', image: `shop/${name}:1` })
    return { template: { ...made, spec: { ...made.spec, restartPolicy: 'Never' } } }
  }
  jobs.create({ metadata: { name: 'migrate', namespace: 'shop' }, spec: job('migrate') })
  cronJobs.create({
    metadata: { name: 'report', namespace: 'shop' },
    spec: { schedule: '*/5 * * * *', jobTemplate: { spec: job('report') } },
  })
}

function seedWidgets({ customDefinitions }: Resources, catalog: Catalog) {
  customDefinitions.create({
    metadata: { name: 'widgets.shop.example.com' },
    spec: {
      group: 'shop.example.com',
      scope: 'Namespaced',
      names: { plural: 'widgets', singular: 'widget', kind: 'Widget', shortNames: ['wd'] },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
          },
          additionalPrinterColumns: [
            { name: 'Colour', type: 'string', jsonPath: '.spec.colour' },
            { name: 'Size', type: 'integer', jsonPath: '.spec.size' },
            { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
          ],
        },
      ],
    },
  })
  const widgets = catalog.find('shop.example.com', 'v1', 'widgets')
  for (const [name, colour, size] of [
    ['gear', 'red', 3],
    ['sprocket', 'blue', 8],
  ] as const)
    widgets?.resource.create({ metadata: { name, namespace: 'shop' }, spec: { colour, size } })
}
