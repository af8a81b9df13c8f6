const LOOK_EVERY_MS = 200;

/** Looks again and again until there is something, for so many seconds at most; with 0 once. */
export async function waitFor<T>(seconds: number, look: () => Promise<T | undefined>): Promise<T | undefined> {
  const looks = 1 + Math.ceil((seconds * 1_000) / LOOK_EVERY_MS);
  for (let done = 1; ; done += 1) {
    const found = await look();
    if (found !== undefined || done >= looks) return found;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
