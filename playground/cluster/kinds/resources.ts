import { createResource, type Foundation, type Resource } from '../storage/resource.ts'
import { autoscalerKind } from './autoscalers.ts'
import { controllerRevisionKind } from './controller-revisions.ts'
import { configMapKind, namespaceKind, quotaKind, secretKind } from './core-kinds.ts'
import { customDefinitionKind } from './custom-kinds.ts'
import { daemonSetKind } from './daemon-sets.ts'
import { deploymentKind } from './deployments.ts'
import { disruptionBudgetKind } from './disruption-budgets.ts'
import { eventKind } from './events.ts'
import { cronJobKind, jobKind } from './jobs.ts'
import { nodeKind } from './nodes.ts'
import {
  claimKind,
  endpointsKind,
  leaseKind,
  serviceAccountKind,
  serviceKind,
  storageClassKind,
  volumeKind,
} from './plain-kinds.ts'
import { podKind } from './pods.ts'
import { replicaSetKind } from './replica-sets.ts'
import { clusterRoleBindingKind, clusterRoleKind, roleBindingKind, roleKind } from './roles.ts'
import { statefulSetKind } from './stateful-sets.ts'

/** Every built-in kind with its objects. */
export const createResources = (foundation: Foundation) => ({
  pods: createResource(podKind, foundation),
  services: createResource(serviceKind, foundation),
  endpoints: createResource(endpointsKind, foundation),
  configMaps: createResource(configMapKind, foundation),
  secrets: createResource(secretKind, foundation),
  namespaces: createResource(namespaceKind, foundation),
  nodes: createResource(nodeKind, foundation),
  events: createResource(eventKind, foundation),
  claims: createResource(claimKind, foundation),
  volumes: createResource(volumeKind, foundation),
  storageClasses: createResource(storageClassKind, foundation),
  serviceAccounts: createResource(serviceAccountKind, foundation),
  quotas: createResource(quotaKind, foundation),
  deployments: createResource(deploymentKind, foundation),
  replicaSets: createResource(replicaSetKind, foundation),
  statefulSets: createResource(statefulSetKind, foundation),
  daemonSets: createResource(daemonSetKind, foundation),
  controllerRevisions: createResource(controllerRevisionKind, foundation),
  jobs: createResource(jobKind, foundation),
  cronJobs: createResource(cronJobKind, foundation),
  autoscalers: createResource(autoscalerKind, foundation),
  disruptionBudgets: createResource(disruptionBudgetKind, foundation),
  roles: createResource(roleKind, foundation),
  clusterRoles: createResource(clusterRoleKind, foundation),
  roleBindings: createResource(roleBindingKind, foundation),
  clusterRoleBindings: createResource(clusterRoleBindingKind, foundation),
  leases: createResource(leaseKind, foundation),
  customDefinitions: createResource(customDefinitionKind, foundation),
})

export type Resources = ReturnType<typeof createResources>

export const builtIn = (resources: Resources): readonly Resource[] => Object.values(resources)
