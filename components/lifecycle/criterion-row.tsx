"use client";

import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconClockPause, IconInfoCircle, IconX } from "@tabler/icons-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { shortDay } from "@/components/trail/entry-time.ts";
import { Badge } from "@/components/ui/badge.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { downloadAddress } from "@/lib/evidence/api.ts";
import type { AttestationDto, CriterionResultDto, WaiverDto } from "@/lib/lifecycle/schema.ts";

export type CriterionAct = (
  verb: "attest" | "waive" | "withdraw" | "approve-waiver" | "reject-waiver" | "revoke-waiver",
  result: CriterionResultDto,
) => void;

const stateWords: Readonly<Record<CriterionResultDto["state"], string>> = {
  satisfied: "Satisfied",
  attested: "Attested",
  waived: "Waived",
  open: "Open",
};

function Mark({ result }: { result: CriterionResultDto }) {
  const { state, blocking } = result;
  if (state === "waived") return <IconClockPause aria-hidden />;
  if (state !== "open") return <IconCheck aria-hidden />;
  return blocking ? <IconX aria-hidden /> : <IconInfoCircle aria-hidden />;
}

function stateText({ state, blocking }: CriterionResultDto): string {
  if (state !== "open") return stateWords[state];
  return blocking ? "Blocks" : "Advice";
}

function Statement({ attestation }: { attestation: AttestationDto }) {
  return (
    <div className="mk-criterion-note">
      <p>
        <strong>{attestation.attestedBy?.name ?? "Somebody"}</strong> attested it{" "}
        <RelativeTime at={attestation.attestedAt} />: {attestation.statement}
      </p>
      {attestation.evidence.length === 0 ? null : (
        <ul>
          {attestation.evidence.map(({ id, title, kind, url, withdrawn }) => (
            <li key={id}>
              <a
                className="mk-link"
                href={kind === "file" ? downloadAddress(id) : (url ?? undefined)}
                {...(kind === "file" ? { download: true } : { target: "_blank", rel: "noopener noreferrer" })}
              >
                {title}
              </a>
              {withdrawn ? <Badge tone="amber">Withdrawn</Badge> : null}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const waiverWords: Readonly<Record<WaiverDto["state"], string>> = {
  open: "asks for a waiver until",
  approved: "asked for a waiver; it holds until",
  lapsed: "had a waiver, which lapsed on",
  rejected: "was refused a waiver until",
  revoked: "had a waiver, which was revoked before",
};

/** A waiver in words: who asked, why, until when and who decided. */
export function WaiverText({ waiver }: { waiver: WaiverDto }) {
  return (
    <p>
      <strong>{waiver.requestedBy?.name ?? "A key"}</strong> {waiverWords[waiver.state]}{" "}
      {shortDay(waiver.expiresAt, "UTC")} (UTC): “{waiver.reason}”
      {waiver.decidedBy === null ? null : (
        <>
          {" "}
          {waiver.state === "rejected" ? "Rejected" : "Approved"} by {waiver.decidedBy.name}
          {waiver.decisionReason === null ? "" : `: “${waiver.decisionReason}”`}.
        </>
      )}
      {waiver.revokedBy === null ? null : (
        <>
          {" "}
          Revoked by {waiver.revokedBy.name}: “{waiver.revokeReason}”.
        </>
      )}
    </p>
  );
}

function Action({ children, onClick, label }: { children: ReactNode; onClick: () => void; label: string }) {
  return (
    <Button variant="default" size="compact-sm" onClick={onClick} aria-label={label}>
      {children}
    </Button>
  );
}

function Actions({ result, act }: { result: CriterionResultDto; act: CriterionAct }) {
  const { abilities, waiver, attestation, criterion } = result;
  const about = `: ${criterion.title}`;
  return (
    <div className="mk-criterion-actions">
      {abilities.attest ? (
        <Action onClick={() => act("attest", result)} label={`Attest${about}`}>
          Attest
        </Action>
      ) : null}
      {abilities.waive ? (
        <Action onClick={() => act("waive", result)} label={`Ask for a waiver${about}`}>
          Ask for a waiver
        </Action>
      ) : null}
      {attestation?.abilities.withdraw === true ? (
        <Action onClick={() => act("withdraw", result)} label={`Withdraw the attestation${about}`}>
          Withdraw
        </Action>
      ) : null}
      {waiver?.abilities.decide === true ? (
        <>
          <Action onClick={() => act("approve-waiver", result)} label={`Approve the waiver${about}`}>
            Approve waiver
          </Action>
          <Action onClick={() => act("reject-waiver", result)} label={`Reject the waiver${about}`}>
            Reject waiver
          </Action>
        </>
      ) : null}
      {waiver?.abilities.revoke === true ? (
        <Action onClick={() => act("revoke-waiver", result)} label={`Revoke the waiver${about}`}>
          Revoke waiver
        </Action>
      ) : null}
    </div>
  );
}

function Facts({ result }: { result: CriterionResultDto }) {
  const links = result.facts.filter(({ ok }) => !ok).flatMap((fact) => fact.links);
  if (result.state === "satisfied" || links.length === 0) return null;
  return (
    <p className="mk-criterion-links">
      {links.slice(0, 6).map(({ label, href }) => (
        <Link key={href} className="mk-link" href={href}>
          {label}
        </Link>
      ))}
    </p>
  );
}

/** One criterion of a gate: its state, why it is so, who must act, where the demand comes from, and what can be done. */
export function CriterionRow({ result, act }: { result: CriterionResultDto; act: CriterionAct }) {
  const { criterion, state, blocking, why, attestation, waiver } = result;
  return (
    <li id={criterion.id} className="mk-criterion" data-state={state} data-blocking={blocking || undefined}>
      <span className="mk-criterion-mark">
        <Mark result={result} />
        <span>{stateText(result)}</span>
      </span>
      <div className="mk-criterion-body">
        <h3>{criterion.title}</h3>
        {state === "attested" ? null : <p>{why}</p>}
        {result.act === "" ? null : (
          <p className="mk-criterion-act">
            <IconAlertTriangle aria-hidden /> {result.act}
          </p>
        )}
        <Facts result={result} />
        {attestation === null ? null : <Statement attestation={attestation} />}
        {waiver === null ? null : (
          <div className="mk-criterion-note">
            <WaiverText waiver={waiver} />
          </div>
        )}
        <details className="mk-criterion-why">
          <summary>Why this is asked</summary>
          <p>
            {criterion.why} {criterion.source === "" ? null : <em>{criterion.source}</em>}
          </p>
        </details>
      </div>
      <Actions result={result} act={act} />
    </li>
  );
}
