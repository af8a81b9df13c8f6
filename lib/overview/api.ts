import { queryOptions } from "@tanstack/react-query";
import { apiFetch } from "../http/client.ts";
import { OverviewDto } from "./schema.ts";

/** Under "model": what changes models changes the overview. */
export const overviewQuery = () =>
  queryOptions({
    queryKey: ["model", "overview"],
    queryFn: ({ signal }) => apiFetch("/overview", { schema: OverviewDto, signal }),
  });
