import { type Mode, says } from './mode.ts'

/** Why a container cannot be made, from the kubelet's own sentence. */
export const START_MODES: readonly Mode<string>[] = [
  {
    id: 'config-key-missing',
    fits: says(/couldn't find key|references non-existent (?:config|secret) key/i),
    likely: 'A key that the pod wants is not in its ConfigMap or Secret.',
    nextStep: 'Add the key, or correct its name in the pod; it starts by itself then.',
  },
  {
    id: 'config-object-missing',
    fits: says(/(?:configmap|secret) "[^"]*" not found/i),
    likely: 'A ConfigMap or Secret that the pod wants does not exist in its namespace.',
    nextStep: 'Create it, or correct its name in the pod; it starts by itself then.',
  },
  {
    id: 'runs-as-root',
    fits: says(/runAsNonRoot|run as root|non-numeric user/i),
    likely: 'The pod must not run as root, but its image would.',
    nextStep: 'Set runAsUser to a number, or build the image with a numeric user.',
  },
  {
    id: 'command-not-found',
    fits: says(/executable file not found|no such file or directory|exec: "/i),
    likely: 'The command does not exist in the image.',
    nextStep:
      'Compare command and arguments with what the image holds; roll back if the image is new.',
  },
  {
    id: 'mount-failed',
    fits: says(/mount|subpath|not a directory/i),
    likely: 'Something cannot be mounted where the container wants it.',
    nextStep: 'Compare volumeMounts with what the volumes hold: file or directory, and which path.',
  },
]
