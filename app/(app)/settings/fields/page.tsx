import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { FieldsPage } from "@/components/fields/fields-page.tsx";
import { fieldsQuery } from "@/lib/fields/api.ts";
import { listFields } from "@/lib/fields/queries/list-fields.ts";
import { serverQuery } from "@/lib/http/server-query.ts";

export const metadata: Metadata = { title: "Own fields" };

export default async function Page() {
  const client = new QueryClient();
  client.setQueryData(fieldsQuery().queryKey, await serverQuery(listFields, {}));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <FieldsPage />
    </HydrationBoundary>
  );
}
