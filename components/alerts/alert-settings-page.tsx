"use client";

import "@/components/people/settings.css";
import "./alert-settings.css";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { meQuery } from "@/lib/people/api.ts";
import { ChannelsSection } from "./channels-section.tsx";
import { RulesSection } from "./rules-section.tsx";
import { SilencesSection } from "./silences-section.tsx";

/** Alerts of an organization: rules, silences, and where alerts are sent. */
export function AlertSettingsPage() {
  const { data: me } = useQuery(meQuery());
  const may = (ability: string) => me?.abilities.includes(ability) ?? false;
  return (
    <div className="mk-settings">
      <p>
        What is open now stands under{" "}
        <Link className="mk-link" href="/alerts">
          Alerts
        </Link>
        .
      </p>
      <RulesSection may={may("alert:manage")} />
      <SilencesSection may={may("alert:handle")} />
      {may("alert:manage") ? <ChannelsSection /> : null}
    </div>
  );
}
