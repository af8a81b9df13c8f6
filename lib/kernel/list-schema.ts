/** How lists of named things can be sorted; a leading minus is descending. */
export const listSorts = ["name", "-name", "updatedAt", "-updatedAt", "createdAt", "-createdAt"] as const;
export type ListSort = (typeof listSorts)[number];
