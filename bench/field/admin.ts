import { Agent, request } from 'undici'

/** The cluster's own admin, to set the field up. */
export type Admin = { create(path: string, body: object): Promise<void> }

type Options = { readonly url: string; readonly token: string; readonly ca: string }

/** Throws when the API server refuses. */
export function createAdmin({ url, token, ca }: Options): Admin {
  const dispatcher = new Agent({ connect: { ca }, connections: 8 })
  return {
    async create(path, body) {
      const response = await request(`${url}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        dispatcher,
      })
      const said = await response.body.text()
      if (response.statusCode >= 300)
        throw new Error(`POST ${path}: ${response.statusCode} ${said}`)
    },
  }
}
