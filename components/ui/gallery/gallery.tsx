"use client";

import type { ReactNode } from "react";
import { AppFrame } from "@/components/layout/app-frame.tsx";
import { AuthCard } from "@/components/layout/auth-card.tsx";
import type { NavSection } from "@/components/layout/navigation.ts";
import { TrailHealth } from "@/components/layout/trail-health.tsx";
import { toastInfo } from "../toast.tsx";
import { DialogSamples } from "./dialog-samples.tsx";
import { FormSample, SignInSample } from "./form-samples.tsx";
import { PageSample } from "./page-sample.tsx";
import { PartSamples } from "./part-samples.tsx";
import { TableSamples } from "./table-samples.tsx";

const at = (show: string) => `/dev/gallery?show=${show}`;

const navigation: readonly NavSection[] = [
  {
    items: [
      { href: at("page"), label: "Overview", icon: "overview" },
      { href: at("work"), label: "My work", icon: "work", count: 3 },
    ],
  },
  {
    title: "Inventory",
    items: [
      { href: "/dev/gallery", label: "Models", icon: "models", count: 41 },
      { href: at("parts"), label: "Systems", icon: "systems", count: 17 },
      { href: at("table"), label: "Datasets", icon: "datasets", count: 63 },
      { href: at("form"), label: "Lineage", icon: "lineage" },
    ],
  },
  {
    items: [
      { href: at("threats"), label: "Threat models", icon: "threats", count: 12 },
      { href: at("telemetry"), label: "Telemetry", icon: "telemetry", count: 1, urgency: "soon" },
      { href: at("incidents"), label: "Incidents", icon: "incidents", count: 2, urgency: "now" },
    ],
  },
  {
    title: "Assurance",
    items: [
      { href: at("audits"), label: "Audits", icon: "audits", count: 1 },
      { href: at("reports"), label: "Reports", icon: "reports" },
    ],
  },
  {
    items: [
      { href: at("trail"), label: "Audit trail", icon: "trail" },
      { href: at("settings"), label: "Settings", icon: "settings" },
    ],
  },
];

const person = { name: "Tomás Reyes", email: "tomas.reyes@northwind.example", role: "Security lead", accountHref: "#" };

const samples: Record<string, () => ReactNode> = {
  page: () => <PageSample />,
  parts: () => <PartSamples />,
  table: () => <TableSamples />,
  form: () => <FormSample />,
  dialogs: () => <DialogSamples />,
};

/** Every part of the interface in its states, for looking at; never part of a production page. */
export function Gallery({ show }: { show: string }) {
  if (show === "auth") {
    return (
      <AuthCard title="Sign in" intro="Northwind Bank" foot="Modelkeep 0.1.0">
        <SignInSample />
      </AuthCard>
    );
  }
  return (
    <AppFrame
      organization="Northwind Bank"
      person={person}
      navigation={navigation}
      actions={[{ label: "Import a model card", href: at("form") }]}
      health={<TrailHealth state="witnessed" title="Sealed 2 s ago" detail="Witnessed by 2 of 2" />}
      onSignOut={() => toastInfo({ message: "Signing out is not part of the gallery." })}
    >
      {(samples[show] ?? samples["page"])?.()}
    </AppFrame>
  );
}
