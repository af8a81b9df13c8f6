import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { AlertPage } from "@/components/alerts/alert-page.tsx";
import { alertAccountQuery, alertQuery } from "@/lib/alerts/api.ts";
import { readAlert } from "@/lib/alerts/queries/read-alert.ts";
import { readAlertAccount } from "@/lib/alerts/queries/read-alert-account.ts";
import { serverQuery } from "@/lib/http/server-query.ts";
import { AppError } from "@/lib/kernel/errors.ts";

type Params = { params: Promise<{ id: string }> };

/** The alert as the page and its title need it, read once per request; one that is not there is the 404 page. */
const alertOf = cache(async (id: string) => {
  try {
    return await serverQuery(readAlert, { id });
  } catch (error) {
    if (error instanceof AppError && ["not_found", "invalid_input"].includes(error.code)) notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: (await alertOf((await params).id)).title };
}

export default async function Page({ params }: Params) {
  const { id } = await params;
  const client = new QueryClient();
  client.setQueryData(alertQuery(id).queryKey, await alertOf(id));
  client.setQueryData(alertAccountQuery(id).queryKey, await serverQuery(readAlertAccount, { id }));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <AlertPage id={id} />
    </HydrationBoundary>
  );
}
