import { stringify } from 'yaml'

type About = {
  readonly name: string
  readonly url: string
  readonly tokens: { readonly admin: string; readonly bot: string }
  readonly current: string
}

/** A kubeconfig as YAML, with the contexts `admin` and `bot`. */
export function kubeconfigText({ name, url, tokens, current }: About): string {
  const users = Object.entries(tokens)
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    // Clients refuse plain http unless told that there is no TLS to verify.
    clusters: [{ name, cluster: { server: url, 'insecure-skip-tls-verify': true } }],
    users: users.map(([user, token]) => ({ name: user, user: { token } })),
    contexts: users.map(([user]) => ({ name: user, context: { cluster: name, user } })),
    'current-context': current,
  })
}
