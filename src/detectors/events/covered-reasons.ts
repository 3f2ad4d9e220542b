/**
 * Reasons of Warning events whose trouble a detector reads off the objects themselves, by that detector. They are not
 * even watched: the noisiest events of a cluster are among them.
 */
export const COVERED_REASONS: Readonly<Record<string, readonly string[]>> = {
  'crash-loop': ['BackOff', 'BackOffStart'],
  'pod-not-ready': ['Unhealthy', 'ProbeWarning'],
  'image-pull': ['ErrImageNeverPull', 'InspectFailed', 'FailedToRetrieveImagePullSecret'],
  'container-config': ['FailedPostStartHook'],
  unschedulable: ['FailedScheduling'],
  'stuck-creating': [
    'FailedMount',
    'FailedAttachVolume',
    'FailedMapVolume',
    'FailedCreatePodSandBox',
    'FailedCreatePodContainer',
    'NetworkNotReady',
  ],
  'stuck-terminating': ['FailedKillPod', 'FailedPreStopHook'],
  evicted: ['Evicted', 'Preempted'],
  'job-failed': ['BackoffLimitExceeded', 'DeadlineExceeded', 'PodFailurePolicy'],
  'cron-job-missed': ['MissSchedule', 'TooManyMissedTimes', 'FailedNeedsStart'],
  'node-not-ready': ['NodeNotReady', 'ContainerGCFailed'],
  'node-pressure': ['EvictionThresholdMet', 'FreeDiskSpaceFailed', 'ImageGCFailed'],
  'claim-pending': ['ProvisioningFailed'],
  'claim-lost': ['ClaimLost'],
  'volume-failed': ['VolumeFailedDelete', 'VolumeFailedRecycle'],
  'autoscaler-blind': [
    'FailedGetScale',
    'FailedGetResourceMetric',
    'FailedGetContainerResourceMetric',
    'FailedGetPodsMetric',
    'FailedGetObjectMetric',
    'FailedGetExternalMetric',
    'FailedComputeMetricsReplicas',
  ],
}

/** The kubelet's word for images and containers that it cannot have; other controllers use it as well. */
export const KUBELET_FAILED = 'Failed'

/** Warnings that nothing covers. The API server selects by equality only, so each reason stands for itself. */
export const UNCOVERED_WARNINGS = [
  'type=Warning',
  ...Object.values(COVERED_REASONS)
    .flat()
    .map((reason) => `reason!=${reason}`),
].join(',')
