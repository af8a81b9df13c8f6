/** How long a group of alerts waits, in ms. */
export interface GroupPace {
  /** After its first alert, so that those that come with it are in the same message. */
  readonly waitMs: number;
  /** After it was told, before it is told of what came since. */
  readonly intervalMs: number;
}

/** When a group may be told, in ms since 1970: `firstAt` is its first waiting alert, `toldAt` when it was told last or null. */
export function groupDueAt(
  { firstAt, toldAt }: { readonly firstAt: number; readonly toldAt: number | null },
  { waitMs, intervalMs }: GroupPace,
): number {
  return Math.max(firstAt + waitMs, toldAt === null ? 0 : toldAt + intervalMs);
}
