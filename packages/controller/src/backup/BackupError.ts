/** Why a backup or a restore cannot be done, in a sentence for the person at the command line. */
export class BackupError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'BackupError';
  }
}
