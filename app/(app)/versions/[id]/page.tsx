import { notFound, redirect } from "next/navigation";
import { serverQuery } from "@/lib/http/server-query.ts";
import { readGateStates } from "@/lib/lifecycle/queries/read-gate-states.ts";

/** Where tasks and notifications about a version lead: its own page, by its id alone. */
export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  if (!/^[0-9a-f-]{36}$/i.test(id)) notFound();
  const { items } = await serverQuery(readGateStates, { versions: [id] });
  const [state] = items;
  if (state === undefined) notFound();
  redirect(`/models/${state.modelId}/versions/${encodeURIComponent(state.label)}?tab=gates`);
}
