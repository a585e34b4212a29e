/**
 * Loaded into the portal's processes before their own code: ends the process when the playground is gone, however
 * that came about, so that no port stays taken.
 */
const GRACE_MS = 5000;

process.once('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), GRACE_MS).unref();
});
// The channel says only that the parent is there, and is no reason to go on running.
process.channel?.unref();
