/** What a seeded workload needs to say; the rest is usual. */
export type Recipe = {
  readonly name: string
  readonly namespace: string
  readonly image: string
  readonly replicas?: number
  readonly labels?: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
  readonly podAnnotations?: Readonly<Record<string, string>>
  readonly sidecar?: string
}

/** The pod template of a recipe. */
export function template({ name, image, podAnnotations, sidecar }: Recipe) {
  const container = (name: string, image: string) => ({
    name,
    image,
    ports: [{ containerPort: 8080, protocol: 'TCP' }],
    resources: {
      requests: { cpu: '100m', memory: '128Mi' },
      limits: { cpu: '500m', memory: '256Mi' },
    },
  })
  return {
    metadata: { labels: { app: name }, ...(podAnnotations && { annotations: podAnnotations }) },
    spec: {
      containers: [container(name, image), ...(sidecar ? [container('proxy', sidecar)] : [])],
    },
  }
}

/** A Deployment or StatefulSet of a recipe. */
export const workload = (recipe: Recipe) => ({
  metadata: {
    name: recipe.name,
    namespace: recipe.namespace,
    labels: { app: recipe.name, ...recipe.labels },
    ...(recipe.annotations && { annotations: recipe.annotations }),
  },
  spec: {
    replicas: recipe.replicas ?? 1,
    selector: { matchLabels: { app: recipe.name } },
    template: template(recipe),
  },
})
