import type { ReactNode } from "react";
import { SettingsNav } from "@/components/people/settings-nav.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { serverQuery } from "@/lib/http/server-query.ts";
import { readMe } from "@/lib/people/queries/read-me.ts";

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const me = await serverQuery(readMe, {});
  return (
    <>
      <PageHeader title="Settings" />
      <SettingsNav abilities={me.abilities} />
      {children}
    </>
  );
}
