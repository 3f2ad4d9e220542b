import type { Env } from '../../core/env.ts'
import type { ClusterSettings } from '../settings.ts'
import type { Access } from './access.ts'
import { readKubeconfig } from './kubeconfig.ts'

const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount'

/** Where a cluster is and as whom to ask. Throws an Error whose message names what the operator must mend. */
export function findAccess(settings: ClusterSettings, env: Env): Access {
  const access = settings.inCluster ? inCluster(env) : readKubeconfig(settings, env)
  return { ...access, cluster: checkServer(access.cluster) }
}

function inCluster(env: Env): Access {
  const host = env['KUBERNETES_SERVICE_HOST']
  const port = env['KUBERNETES_SERVICE_PORT'] ?? '443'
  if (!host) {
    throw new Error('inCluster is set, but KUBERNETES_SERVICE_HOST is not: this is not a pod')
  }
  return {
    cluster: {
      server: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
      'certificate-authority': `${SERVICE_ACCOUNT}/ca.crt`,
    },
    user: { tokenFile: `${SERVICE_ACCOUNT}/token` },
  }
}

function checkServer(cluster: Access['cluster']): Access['cluster'] {
  const url = URL.parse(cluster.server)
  if (!url) throw new Error('the server in the kubeconfig is not a URL')
  if (cluster['proxy-url']?.startsWith('socks')) {
    throw new Error('proxy-url is a SOCKS proxy; only HTTP proxies are supported')
  }
  if (url.protocol === 'https:') return cluster
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url.protocol === 'http:' && isLoopback) return cluster
  throw new Error(`${url.origin}: only https is allowed (http for loopback addresses only)`)
}
