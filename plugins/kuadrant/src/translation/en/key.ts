export const key = {
  loading: 'Loading the key…',
  failed: 'The key could not be loaded.',
  breadcrumb: 'My API keys',
  actions: 'Actions',
  delete: 'Delete key',
  deleteTitle: 'Delete this key?',
  deleteBody: 'Calls with this key stop working at once. It can’t be restored.',
  deleteOthersTitle: 'Delete {{name}}’s key?',
  deleteOthersBody: 'Their calls stop working at once. They will be notified.',
  withdraw: 'Withdraw request',
  withdrawTitle: 'Withdraw this request?',
  withdrawBody: 'The reviewer will no longer see it.',
  deleted: 'Key deleted.',
  until: 'until {{moment}}',
  noEnd: 'no expiry',
  expiringNow: 'expiring now',
  yourKey: 'Your key',
  limits: 'Limits',
  history: 'History',
  details: 'Details',
  object: 'Object',
  condition: 'Condition',
  requesterUnverified:
    'This key was not requested in the portal. Whoever wrote it with kubectl may know its value.',
  requester: 'Requester',
  useCase: 'Use case',
  edit: 'Edit',
  editTitle: 'Edit this key',
  editSend: 'Save',
  editReview:
    'A new plan or expiry needs the owner’s approval. Until then, the approved plan and expiry stay in force.',
  edited: 'Saved',
  limitsUnknown: 'The limits appear once the plan is found.',
  changePlan:
    '{{to}} is requested. {{from}} stays in force until the owner decides.',
  changeExpiry:
    'A new expiry is requested. The approved one stays in force until the owner decides.',
  changeRefused:
    '{{name}} rejected the change. The approved plan and expiry stay in force.',
  changeRefusedBecause:
    '{{name}} rejected the change: “{{message}}”. The approved plan and expiry stay in force.',
  rejectedBecause: '{{name}} rejected this request: “{{message}}”',
  rejected: '{{name}} rejected this request.',
  approvedBecause: '{{name}} approved: “{{message}}”',
  askAgain: 'Request again',
  changedMeanwhile: 'Someone changed this key while you were editing.',
} as const;

export const failure = {
  SecretNotFound: 'The key value is missing. Rotate the key to get a new one.',
  SecretAPIKeyNotFound:
    'The key value is missing. Rotate the key to get a new one.',
  SecretAPIKeyEmpty:
    'The key value is missing. Rotate the key to get a new one.',
  APIProductNotFound: 'The API product no longer exists.',
  APIProductDeleting: 'The API product no longer exists.',
  AuthSchemeNotFound: 'This API doesn’t accept API keys right now.',
  APIKeyAuthSchemeNotFound: 'This API doesn’t accept API keys right now.',
  PlanTierNotFound: 'The plan {{plan}} no longer exists. Choose another.',
  EnforcementFailed: 'The gateway can’t be updated. Ask your platform team.',
  KuadrantNotFound: 'Kuadrant isn’t installed. Ask your platform team.',
  other: 'This key doesn’t work right now.',
} as const;

export const reveal = {
  notYet: 'Not shown yet. The key value is shown only once.',
  prepare:
    'Have a place to store it ready: a secret manager or an environment variable.',
  show: 'Show key',
  label: 'API key',
  shown: 'Key shown',
  stored: 'I have stored it',
  done: 'Done',
  doneHelp: 'Confirm that you have stored the key first.',
  before: 'Shown on {{date}}. Lost it? Rotate the key to get a new value.',
  pending: 'It can be shown once the request is approved.',
  gone: 'This key was already shown. If that wasn’t you, rotate it now.',
  unknown: 'It’s unclear whether the key was shown. Rotate it to be safe.',
  others: 'Only {{name}} can show this key.',
  notNow: 'There is no key value to show.',
  leaveTitle: 'Leave without storing the key?',
  leaveBody: 'It can’t be shown again.',
  leaveConfirm: 'Leave',
  cleared: 'The key is now hidden.',
} as const;

export const rotate = {
  open: 'Rotate key',
  title: 'Rotate this key?',
  body: 'The key gets a new value, which is shown once.',
  overlap: 'The previous value works for',
  hours_one: '{{count}} hour',
  hours_other: '{{count}} hours',
  days_one: '{{count}} day',
  days_other: '{{count}} days',
  now: 'no longer: stop it now',
  confirm: 'Rotate key',
  done: 'The key has a new value. Show it now: it is shown only once.',
  oldUntil: 'The previous value works until {{moment}}.',
  stopTitle: 'Stop the previous value now?',
  stopBody: 'Calls that still use it are refused at once.',
  stop: 'Stop it now',
  stopped: 'The previous value no longer works.',
} as const;

export const timeline = {
  asked: 'Requested by {{name}}',
  approved: 'Approved by {{name}}',
  approvedAutomatically: 'Approved automatically',
  rejected: 'Rejected by {{name}}',
  shown: 'Shown',
  rotated: 'Rotated',
  oldStops: 'Previous value stops',
  expires: 'Expires',
  expired: 'Expired',
} as const;
