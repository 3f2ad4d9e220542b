import { z } from 'zod'

const Anything = z.unknown()
const RuntimeDefault = z.strictObject({ type: z.literal('RuntimeDefault') })
const NotRoot = z.int().min(1)

/** Strict: a field that is not named here, such as `privileged` or `hostPort`, does not pass. */
const Container = z.strictObject({
  name: z.string(),
  image: z.string(),
  args: z.array(z.string()),
  env: z.array(z.strictObject({ name: z.string(), value: z.string() })),
  ports: z.array(
    z.strictObject({
      name: z.string(),
      containerPort: z.int(),
      protocol: z.literal('TCP').optional(),
    }),
  ),
  startupProbe: Anything,
  livenessProbe: Anything,
  readinessProbe: Anything,
  resources: z.strictObject({
    requests: z.strictObject({ cpu: z.string(), memory: z.string() }),
    limits: z.strictObject({ memory: z.string() }),
  }),
  securityContext: z.strictObject({
    allowPrivilegeEscalation: z.literal(false),
    readOnlyRootFilesystem: z.literal(true),
    capabilities: z.strictObject({ drop: z.tuple([z.literal('ALL')]) }),
  }),
  volumeMounts: z.array(
    z.strictObject({
      name: z.string(),
      mountPath: z.string(),
      readOnly: z.literal(true).optional(),
    }),
  ),
})

/** The kinds of volume that the restricted standard allows and that are used here. */
const Volume = z.union([
  z.strictObject({ name: z.string(), configMap: z.strictObject({ name: z.string() }) }),
  z.strictObject({
    name: z.string(),
    secret: z.strictObject({ secretName: z.string(), defaultMode: z.literal(0o440) }),
  }),
  z.strictObject({
    name: z.string(),
    persistentVolumeClaim: z.strictObject({ claimName: z.string() }),
  }),
  z.strictObject({
    name: z.string(),
    projected: z.strictObject({
      defaultMode: z.literal(0o440),
      sources: z.array(
        z.union([
          z.strictObject({
            serviceAccountToken: z.strictObject({
              path: z.literal('token'),
              expirationSeconds: z.int().max(3600),
            }),
          }),
          z.strictObject({ configMap: Anything }),
        ]),
      ),
    }),
  }),
])

/**
 * A pod as the restricted standard wants it, and a little more: read-only root, no secret in the environment.
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export const RestrictedPod = z.strictObject({
  serviceAccountName: z.string(),
  automountServiceAccountToken: z.literal(false),
  enableServiceLinks: z.literal(false),
  terminationGracePeriodSeconds: z.int().min(30),
  topologySpreadConstraints: z.array(Anything).optional(),
  securityContext: z.strictObject({
    runAsNonRoot: z.literal(true),
    runAsUser: NotRoot,
    runAsGroup: NotRoot,
    fsGroup: NotRoot,
    fsGroupChangePolicy: z.literal('OnRootMismatch'),
    seccompProfile: RuntimeDefault,
  }),
  containers: z.tuple([Container]),
  volumes: z.array(Volume),
})
