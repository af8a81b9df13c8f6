/** The search parameters of a page, as Next hands them over. */
export type PageSearch = Promise<Record<string, string | string[] | undefined>>;

/** One search parameter as text; empty when it is absent or stands twice. */
export async function searchText(search: PageSearch, name: string): Promise<string> {
  const value = (await search)[name];
  return typeof value === "string" ? value : "";
}
