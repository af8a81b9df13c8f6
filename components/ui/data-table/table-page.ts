import type { TablePage } from "./types.ts";

interface ListQuery<Row> {
  data: { items: readonly Row[]; total: number; nextCursor: string | null } | undefined;
  isPlaceholderData: boolean;
  error: unknown;
  refetch: () => unknown;
}

/** One page of a list as the table takes it, from the query that fetches it. */
export function tablePage<Row>({ data, isPlaceholderData, error, refetch }: ListQuery<Row>): TablePage<Row> {
  return {
    rows: data?.items,
    total: data?.total,
    nextCursor: data?.nextCursor,
    refreshing: isPlaceholderData,
    error: error ?? undefined,
    onRetry: () => void refetch(),
  };
}
