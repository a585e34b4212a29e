/** What a restore came to. */
export interface RestoreReport {
  /** Objects created, by kind. */
  created: Record<string, number>;
  /** Objects created and changed, statuses included. */
  writes: number;
  /** Objects that are in the cluster as the backup has them. */
  unchanged: number;
  /** What was left as it is in the cluster, or left out, each with the reason and what to do. */
  notes: string[];
}
