"use client";

import "./register.css";
import { Button } from "@mantine/core";
import Link from "next/link";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { UrlTabs, useUrlTab } from "@/components/ui/url-tabs.tsx";
import { HeatMap } from "./heat-map.tsx";
import { ThreatList } from "./threat-list.tsx";

const tabIds = ["register", "heat-map"] as const;

/** The register of threats of all threat models, and what of MITRE ATLAS they cover. */
export function ThreatsPage() {
  const tab = useUrlTab(tabIds);
  return (
    <>
      <PageHeader
        title="Threats"
        breadcrumb={[{ label: "Threat models", href: "/threat-models" }, { label: "Threats" }]}
        subtitle="Everything that was decided about in a threat model, severest first."
      />
      <UrlTabs
        label="Views of threats"
        current={tab}
        tabs={[
          { id: "register", label: "Register" },
          { id: "heat-map", label: "Heat map" },
        ]}
      />
      <div className="mk-page-body">
        {tab === "heat-map" ? (
          <HeatMap />
        ) : (
          <ThreatList
            empty={
              <EmptyState
                title="No threat is open"
                action={
                  <Button component={Link} href="/threat-models">
                    Open threat models
                  </Button>
                }
              >
                Draw a system in a threat model and decide about what is suggested. Each decision comes here, with its
                severity, owner and due date.
              </EmptyState>
            }
          />
        )}
      </div>
    </>
  );
}
