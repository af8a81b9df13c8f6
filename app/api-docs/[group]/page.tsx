import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ApiGroup, groupTitle } from "@/components/api-docs/api-reference.tsx";
import { apiReference } from "@/lib/http/api-reference.ts";

type Props = { params: Promise<{ group: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `${groupTitle((await params).group)} · API reference` };
}

export default async function Page({ params }: Props) {
  const { group: name } = await params;
  const group = apiReference().find((each) => each.name === name);
  if (group === undefined) notFound();
  return <ApiGroup group={group} />;
}
