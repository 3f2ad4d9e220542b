const OPERATING_SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32']
const PROCESSORS = ['arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']

type Platform = { readonly cpu: string[]; readonly libc?: string[]; readonly os?: string[] }

/** Reads os, cpu and libc off a package name such as `@oxlint/binding-linux-arm64-musl`. */
export function platformOf(name: string): Platform {
  const words = name.slice(name.lastIndexOf('/') + 1).split('-')
  const os = OPERATING_SYSTEMS.find((known) => words.includes(known))
  const cpu = PROCESSORS.find((known) => words.includes(known))
  if (!cpu || (!os && cpu !== 'wasm32')) throw new Error(`Cannot tell the platform of ${name}`)
  const libc = libcOf(words.at(-1) ?? '')
  return { cpu: [cpu], ...(os === 'linux' && libc && { libc: [libc] }), ...(os && { os: [os] }) }
}

function libcOf(suffix: string): string | undefined {
  if (suffix.startsWith('musl')) return 'musl'
  return suffix.startsWith('gnu') ? 'glibc' : undefined
}
