import { type Mode, says } from './mode.ts'

/** Why an image cannot be had, from the runtime's own sentence. */
export const IMAGE_MODES: readonly Mode<string>[] = [
  {
    id: 'image-name-invalid',
    fits: says(/InvalidImageName|couldn't parse image|invalid reference format/i),
    likely: 'The image name is not one.',
    nextStep: 'Correct the image in the manifest, or roll back.',
  },
  {
    id: 'registry-rate-limit',
    fits: says(/toomanyrequests|429 Too Many|rate limit/i),
    likely: 'The registry refuses for now: too many pulls.',
    nextStep: 'Wait, pull with an account, or use a mirror.',
  },
  {
    id: 'image-not-allowed',
    fits: says(
      /unauthorized|authentication required|denied|no basic auth|403 Forbidden|401 Unauthorized/i,
    ),
    likely:
      'The registry does not let this pod pull: the pull secret is missing or expired, or the repository does not exist.',
    nextStep: 'Check imagePullSecrets of the pod and its service account, then the image name.',
  },
  {
    id: 'image-not-found',
    fits: says(/not found|manifest unknown|does not exist|NotFound|no such image/i),
    likely: 'The registry has no such image or tag.',
    nextStep: 'Check the tag: was it pushed? Otherwise roll back.',
  },
  {
    id: 'image-not-on-node',
    fits: says(/ErrImageNeverPull|NeverPull/),
    likely: 'imagePullPolicy is Never and the node does not have the image.',
    nextStep: 'Load the image onto the node, or let it be pulled.',
  },
  {
    id: 'image-platform',
    fits: says(/no match for platform|exec format error/i),
    likely: 'The image is not built for the processor of the node.',
    nextStep: 'Push an image for this platform, or select other nodes.',
  },
  {
    id: 'registry-unreachable',
    fits: says(
      /no such host|timeout|timed out|connection refused|i\/o timeout|TLS handshake|x509|unexpected EOF|connection reset|RegistryUnavailable/i,
    ),
    likely: 'The node cannot reach the registry: name resolution, network or certificate.',
    nextStep:
      'Check the registry and the network of the node; other images fail too if it is this.',
  },
]
