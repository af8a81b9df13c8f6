/**
 * Which states of people in rooms a process has not told yet. Presence is read back over a few seconds, so that the same state
 * comes again and again; what lies before the time read back to cannot come any more and is forgotten.
 */
export class FreshPresence {
  readonly #seen = new Map<string, string>();

  /** How many people's states are remembered. */
  get size(): number {
    return this.#seen.size;
  }

  /** Notes a state and says whether it is newer than the one known of this key; `at` is an ISO time in UTC. */
  note(key: string, at: string): boolean {
    const known = this.#seen.get(key);
    if (known !== undefined && known >= at) return false;
    this.#seen.set(key, at);
    return true;
  }

  /** Forgets states of before `since`, an ISO time in UTC. */
  forgetBefore(since: string): void {
    for (const [key, at] of this.#seen) if (at < since) this.#seen.delete(key);
  }
}
