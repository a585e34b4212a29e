export const error = {
  retry: 'Try again',
  details: 'Details',
  offline: 'The portal did not answer. Check your connection.',
  signIn: 'Your session is over. Sign in again.',
  forbidden: 'You don’t have access. Ask an administrator for the permission.',
  notFound: 'It does not exist, or you may not see it.',
  cluster: 'The cluster can’t be reached at the moment.',
  server: 'Something went wrong on the server.',
} as const;
