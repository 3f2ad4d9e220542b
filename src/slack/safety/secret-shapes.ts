import type { Range } from './range.ts'
import { isHarmless } from './harmless.ts'

/**
 * Secrets that are known by their shape alone, as their issuers document it. Every pattern begins with something
 * literal behind a word boundary and repeats one class of characters, so none can backtrack.
 */
const TOKENS = [
  // JSON Web Tokens, Kubernetes service account tokens
  String.raw`eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*){0,3}`,
  // Slack
  String.raw`xox[a-z]-[\w-]{8,}|xoxe\.xox[a-z]-[\w-]{8,}|xapp-[\w-]{8,}`,
  // Amazon
  String.raw`(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}|ABSK[A-Za-z0-9+/]{40,}={0,2}`,
  // GitHub, GitLab
  String.raw`gh[opsur]_[A-Za-z0-9]{20,}|github_pat_\w{20,}`,
  String.raw`gl(?:agent|cbt|dt|ffct|ft|imt|oas|pat|ptt|rt|soat)-[\w.-]{16,}|GR1348941[\w-]{16,}`,
  // package registries
  String.raw`npm_[A-Za-z0-9]{30,}|pypi-[\w-]{40,}|rubygems_[a-f0-9]{40,}|oy2[a-z0-9]{43}|cio[A-Za-z0-9]{32}`,
  String.raw`dckr_[a-z]{3}_[\w-]{20,}|AKC[A-Za-z0-9]{50,}|cmVmdGtu[A-Za-z0-9]{40,}`,
  // payment
  String.raw`[rs]k_(?:live|test)_[A-Za-z0-9]{16,}|whsec_[A-Za-z0-9+/]{20,}={0,2}|sq0[a-z]{3}-[\w-]{20,}`,
  String.raw`access_token\$(?:production|sandbox)\$[a-z0-9]{16}\$[a-f0-9]{32}|shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}`,
  // Google, Microsoft
  String.raw`AIza[\w-]{30,}|ya29\.[\w-]{20,}|GOCSPX-[\w-]{20,}|1//0[\w-]{30,}`,
  String.raw`[\w~.-]{3}8Q~[\w~.-]{30,}|[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}`,
  // Heroku, DigitalOcean, Fly, Alibaba, Databricks, Tailscale, PlanetScale, Supabase
  String.raw`HRKU-[\w-]{30,}|do[opr]_v1_[a-f0-9]{40,}|fm\d[a-z]?_[A-Za-z0-9+/=,_-]{40,}|fo1_[\w-]{40,}`,
  String.raw`LTAI[A-Za-z0-9]{16,24}|dapi[a-f0-9]{32}|dkea[a-f0-9]{32}|tskey-[\w-]{16,}|pscale_[a-z]+_[\w.-]{30,}|sbp_[a-f0-9]{40}`,
  // mail and messages
  String.raw`SG\.[\w-]{16,}\.[\w-]{16,}|key-[a-f0-9]{32}|[a-f0-9]{32}-us\d{1,2}|xkeysib-[a-f0-9]{64}-\w{16}|SK[a-f0-9]{32}`,
  String.raw`\d{8,10}:AA[\w-]{30,}|[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,}`,
  // language models
  String.raw`sk-[\w-]{20,}|hf_[A-Za-z0-9]{30,}|r8_[A-Za-z0-9]{37}|gsk_[A-Za-z0-9]{40,}|pplx-[A-Za-z0-9]{40,}`,
  // operations
  String.raw`hv[bsr]\.[\w-]{20,}|[A-Za-z0-9]{14}\.atlasv1\.[\w-]{40,}|gl(?:sa|c)_[A-Za-z0-9+/=_]{30,}|dp\.[a-z]{2,5}\.[\w.-]{30,}`,
  String.raw`NR(?:AK|JS|II|IQ|AA)-[A-Za-z0-9-]{20,}|sntry[su]_[\w=+/-]{40,}|pul-[a-f0-9]{40}|PMAK-[a-f0-9-]{40,}|bk[a-z]{2}_[a-f0-9]{40}`,
  String.raw`CCIPAT_[\w-]{40,}|ATATT3[\w=-]{40,}|ATBB[A-Za-z0-9]{24,}|dop_v1_[a-f0-9]{64}|dt0c01\.[A-Z0-9]{24}\.[A-Z0-9]{64}`,
  // work
  String.raw`lin_api_[A-Za-z0-9]{30,}|(?:secret|ntn)_[A-Za-z0-9]{40,}|figd_[\w-]{30,}|pat[A-Za-z0-9]{14}\.[a-f0-9]{40,}|EAA[A-Za-z0-9]{60,}`,
  String.raw`AGE-SECRET-KEY-1[A-Z0-9]{40,}|PRIVATE-TOKEN-[\w-]{16,}`,
]

/** Every pattern begins with something literal, so that a text without it costs next to nothing. */
const SHAPES: readonly RegExp[] = [
  new RegExp(String.raw`(?<![A-Za-z0-9])(?<secret>${TOKENS.join('|')})`, 'g'),
  // private keys, also when the end is cut off
  /(?<secret>-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[^]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$))/g,
  /(?<secret>PuTTY-User-Key-File-\d[^]*?(?:Private-MAC: \w+|$))/g,
  // addresses whose path is the secret
  /hooks\.slack\.com\/(?:services|workflows|triggers)\/(?<secret>[\w/-]{10,})/g,
  /discord(?:app)?\.com\/api\/webhooks\/(?<secret>[\w/-]{10,})/g,
  /webhook\.office\.com\/(?<secret>[\w@/-]{10,})/g,
  // user:password@host, also without a user; and a long token alone
  /:\/\/[^\s:/@"'<>]{0,100}:(?!\d{1,5}[/?#\s])(?<secret>[^\s"'<>]{1,300})(?=@[\w.[-])/g,
  /:\/\/(?<secret>[^\s:/@"'<>?#]{20,200})(?=@[\w.[-])/g,
  // docker's login: base64 of user:password
  /auth\\{0,8}"\s{0,4}:\s{0,4}\\{0,8}"(?<secret>[A-Za-z0-9+/]{6,}={0,2})(?=\\{0,8}")/g,
  // signatures in addresses
  /[?&](?:sig|X-Amz-Signature|X-Goog-Signature|X-Amz-Security-Token|X-Amz-Credential)=(?<secret>[^&\s"'<>]{8,})/g,
  // headers
  /(?:[Aa]uthorization|AUTHORIZATION)["']?[:=] ?["']?(?:[A-Za-z0-9-]{2,20} )?(?<secret>[^\s"',][^"'\r\n]{3,4000})/g,
  /[Cc]ookie["']?: ?["']?(?<secret>[^\s"'][^"'\r\n]{3,4000})/g,
  /[Bb]earer (?=[\w.~+/-]{0,100}[\d_.A-Z])(?<secret>[\w.~+/-]{8,}=*)/g,
  /[Bb]asic (?=[A-Za-z0-9+/]{0,100}[\d=A-Z])(?<secret>[A-Za-z0-9+/]{8,}=*)/g,
  // password hashes
  /(?<secret>\$(?:apr1|1|5|6|7|y|2[abxy]|argon2(?:id|i|d)|pbkdf2[\w-]{0,10}|scrypt)\$[^\s:"']{20,})/g,
  // netrc and friends; Go's MySQL address
  /login \S{1,100}\s{1,8}password (?<secret>\S+)/g,
  /:(?<secret>[^\s@/:"']{1,100})(?=@(?:tcp|unix)\()/g,
]

/** Where secrets of a known shape stand. */
export function shapedSecrets(text: string): Range[] {
  return SHAPES.flatMap((shape) => [...text.matchAll(shape)].map(rangeOf)).filter(
    ({ start, end }) => end - start > 300 || !isHarmless(text.slice(start, end)),
  )
}

/** The secret is the last thing that a shape consumes. */
function rangeOf({ index, 0: whole, groups }: RegExpExecArray): Range {
  const end = index + whole.length
  return { start: end - (groups?.['secret'] ?? whole).length, end }
}
