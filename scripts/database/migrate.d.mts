/** Brings the database of this owner's address to the newest migration. */
export function migrate(options: { ownerUrl: string }): Promise<unknown>;
