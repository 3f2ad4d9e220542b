import { flagName, type Parameter, type Parameters } from './parameters.ts'

type Described = { readonly name: string; readonly parameters: Parameters }

/** `scale KIND/NAME [REPLICAS] [-n NAMESPACE] [--dry-run]` */
export function usageLine(command: Described): string {
  const parameters = Object.entries<Parameter>(command.parameters)
  const positionals = parameters.filter(([, p]) => p.is === 'positional')
  const flags = parameters.filter(([, p]) => p.is !== 'positional')
  return [command.name, ...[...positionals, ...flags].map(([key, p]) => usageWord(key, p))].join(
    ' ',
  )
}

/** How one flag is spelled: `-n, --namespace NAMESPACE`. */
export function flagSpelling(key: string, flag: Exclude<Parameter, { is: 'positional' }>): string {
  const short = flag.short ? `-${flag.short}, ` : ''
  const value = flag.is === 'flag' ? ` ${flag.placeholder}` : ''
  return `${short}--${flagName(key)}${value}`
}

function usageWord(key: string, parameter: Parameter): string {
  if (parameter.is === 'positional') {
    return parameter.optional ? `[${parameter.placeholder}]` : parameter.placeholder
  }
  const name = parameter.short ? `-${parameter.short}` : `--${flagName(key)}`
  return parameter.is === 'flag' ? `[${name} ${parameter.placeholder}]` : `[${name}]`
}
