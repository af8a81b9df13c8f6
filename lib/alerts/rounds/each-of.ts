import { log } from "../../log.ts";

/** Does the work for each, in order; one that fails is logged and does not keep the others waiting. Answers the sum. */
export async function eachOf<Item extends { orgId: string }>(
  items: readonly Item[],
  work: (item: Item) => Promise<number>,
): Promise<number> {
  let sum = 0;
  for (const item of items) {
    try {
      sum += await work(item);
    } catch (error) {
      log.warn("something of the alerts failed and will be tried again", { orgId: item.orgId, error });
    }
  }
  return sum;
}
