export const error = {
  retry: 'Try again',
  details: 'Details',
  offline: 'The portal didn’t respond. Check your connection.',
  signIn: 'Your session has expired. Sign in again.',
  forbidden: 'You don’t have access. Ask an administrator for the permission.',
  notFound: 'It doesn’t exist, or you don’t have access to it.',
  cluster: 'The cluster can’t be reached right now.',
  server: 'Something went wrong on the server.',
} as const;
