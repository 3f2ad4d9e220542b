/** One of many pods, about 8 kB as JSON, a third of it managedFields: as large as pods of real clusters are. */
export function samplePod(index: number, resourceVersion: string) {
  const app = `service-${index % 200}`
  const uid = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
  const containers = ['app', 'proxy'].map((container) => sampleContainer(app, container))
  const sample = { index, app, uid, containers }
  return {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: { ...sampleMetadata(sample), resourceVersion },
    spec: sampleSpec(sample),
    status: sampleStatus(sample),
  }
}

type Sample = {
  readonly index: number
  readonly app: string
  readonly uid: string
  readonly containers: readonly ReturnType<typeof sampleContainer>[]
}

const sampleMetadata = ({ index, app, uid }: Sample) => ({
  name: `${app}-7d9c5b8f6d-${index.toString(36).padStart(5, '0')}`,
  namespace: `team-${index % 20}`,
  uid,
  creationTimestamp: '2026-03-02T09:00:00Z',
  labels: {
    app,
    'pod-template-hash': '7d9c5b8f6d',
    'app.kubernetes.io/part-of': `product-${index % 12}`,
  },
  annotations: {
    'prometheus.io/scrape': 'true',
    'cni.example.com/network': `{"ip":"10.1.${index % 250}.7"}`,
  },
  ownerReferences: [
    {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      name: `${app}-7d9c5b8f6d`,
      uid: `10000000-0000-4000-8000-${String(index % 200).padStart(12, '0')}`,
      controller: true,
      blockOwnerDeletion: true,
    },
  ],
  managedFields: ['kube-controller-manager', 'kubelet'].map(sampleFields),
})

const sampleSpec = ({ index, app, containers }: Sample) => ({
  volumes: Array.from({ length: 4 }, (_, at) => ({
    name: `volume-${at}`,
    configMap: { name: `${app}-config-${at}`, defaultMode: 420 },
  })),
  containers,
  restartPolicy: 'Always',
  terminationGracePeriodSeconds: 30,
  dnsPolicy: 'ClusterFirst',
  serviceAccountName: app,
  nodeName: `node-${index % 100}`,
  tolerations: ['not-ready', 'unreachable'].map((key) => ({
    key: `node.kubernetes.io/${key}`,
    operator: 'Exists',
    effect: 'NoExecute',
    tolerationSeconds: 300,
  })),
})

const sampleStatus = ({ index, uid, containers }: Sample) => ({
  phase: 'Running',
  conditions: ['Initialized', 'Ready', 'ContainersReady', 'PodScheduled'].map((type) => ({
    type,
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: '2026-03-02T09:00:10Z',
  })),
  hostIP: `192.168.0.${index % 100}`,
  podIP: `10.1.${index % 250}.7`,
  startTime: '2026-03-02T09:00:01Z',
  containerStatuses: containers.map(({ name: container, image }) => ({
    name: container,
    state: { running: { startedAt: '2026-03-02T09:00:05Z' } },
    lastState: {},
    ready: true,
    restartCount: 1,
    image,
    imageID: `${image}@sha256:${'0123456789abcdef'.repeat(4)}`,
    containerID: `containerd://${uid.replaceAll('-', '').repeat(2)}`,
    started: true,
  })),
  qosClass: 'Burstable',
})

function sampleContainer(app: string, name: string) {
  return {
    name,
    image: `registry.example.com/${app}/${name}:1.4.2`,
    ports: [{ containerPort: 8080, protocol: 'TCP' }],
    env: Array.from({ length: 12 }, (_, at) => ({
      name: `SETTING_${at}`,
      value: `a value of some length ${at}`,
    })),
    resources: {
      limits: { cpu: '500m', memory: '256Mi' },
      requests: { cpu: '100m', memory: '128Mi' },
    },
    volumeMounts: Array.from({ length: 4 }, (_, at) => ({
      name: `volume-${at}`,
      readOnly: true,
      mountPath: `/etc/app/volume-${at}`,
    })),
    readinessProbe: {
      httpGet: { path: '/ready', port: 8080, scheme: 'HTTP' },
      timeoutSeconds: 1,
      periodSeconds: 10,
    },
    terminationMessagePath: '/dev/termination-log',
    imagePullPolicy: 'IfNotPresent',
  }
}

const sampleFields = (manager: string) => ({
  manager,
  operation: 'Update',
  apiVersion: 'v1',
  time: '2026-03-02T09:00:10Z',
  fieldsType: 'FieldsV1',
  fieldsV1: {
    'f:spec': Object.fromEntries(
      Array.from({ length: 14 }, (_, at) => [
        `k:{"name":"SETTING_${at}"}`,
        { '.': {}, 'f:name': {}, 'f:value': {}, 'f:valueFrom': {} },
      ]),
    ),
  },
})
