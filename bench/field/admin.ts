import { Agent, type buildConnector, request } from 'undici'

/** The cluster's own admin, to set the field up and to clear it away. Everything throws when refused. */
export type Admin = {
  read(path: string): Promise<string>
  create(path: string, body: object): Promise<void>
  replace(path: string, body: object): Promise<void>
  remove(path: string): Promise<void>
}

type Options = {
  readonly url: string
  readonly token: string
  readonly tls: buildConnector.BuildOptions
}

export function createAdmin({ url, token, tls }: Options): Admin {
  const dispatcher = new Agent({ connect: tls, connections: 8 })
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }

  async function call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object) {
    const response = await request(`${url}${path}`, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
      dispatcher,
    })
    const said = await response.body.text()
    if (response.statusCode < 300) return said
    throw new Error(`${method} ${path}: ${response.statusCode} ${said}`)
  }

  return {
    read: (path) => call('GET', path),
    create: async (path, body) => void (await call('POST', path, body)),
    replace: async (path, body) => void (await call('PUT', path, body)),
    remove: async (path) => void (await call('DELETE', path)),
  }
}
