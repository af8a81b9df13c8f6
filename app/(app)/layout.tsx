import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { AssetPaletteSource } from "@/components/assets/asset-palette-source.tsx";
import { ModelPaletteSource } from "@/components/inventory/model-palette-source.tsx";
import { SignedInFrame } from "@/components/layout/signed-in-frame.tsx";
import { TrailBanner } from "@/components/trail/trail-banner.tsx";
import { TrailHealthLive } from "@/components/trail/trail-health-live.tsx";
import { placesFor } from "@/components/layout/places.ts";
import { pageActor } from "@/lib/auth/page-actor.ts";
import { countDiscoveries } from "@/lib/discovery/queries/count-discoveries.ts";
import { serverQuery } from "@/lib/http/server-query.ts";
import { roles } from "@/lib/kernel/policy.ts";
import { readMe } from "@/lib/people/queries/read-me.ts";

const SECOND_FACTOR_PAGE = "/settings/security";

/** Every page for signed-in people: who they are decides what the frame offers. */
export default async function SignedInLayout({ children }: { children: ReactNode }) {
  const path = (await headers()).get("x-modelkeep-path") ?? "/overview";
  const actor = await pageActor();
  if (actor.type !== "user") redirect(`/sign-in?next=${encodeURIComponent(path)}`);
  if (actor.secondFactorMissing && !path.startsWith(SECOND_FACTOR_PAGE)) redirect(SECOND_FACTOR_PAGE);
  const me = await serverQuery(readMe, {});
  const waiting = me.abilities.includes("discovery:read") ? (await serverQuery(countDiscoveries, {})).open : 0;
  const places = placesFor(me.abilities, { "/discoveries": waiting });
  return (
    <SignedInFrame
      organization={me.organization.name}
      person={{ name: me.user.name, email: me.user.email, role: roles[me.user.role], accountHref: "/settings/profile" }}
      navigation={places.navigation}
      actions={places.actions}
      {...(me.abilities.includes("audit:read") ? { health: <TrailHealthLive />, banner: <TrailBanner /> } : {})}
    >
      <ModelPaletteSource />
      <AssetPaletteSource />
      {children}
    </SignedInFrame>
  );
}
