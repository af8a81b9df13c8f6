/** The owner's address of the cluster that runs in this data folder; null when none does. */
export function runningClusterUrl(dataDir: string): string | null;
