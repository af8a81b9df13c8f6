"use client";

import "./settings.css";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Notice } from "@/components/ui/notice.tsx";
import { meQuery } from "@/lib/people/api.ts";
import { PasswordSection } from "./password-section.tsx";
import { SecondFactorSection } from "./second-factor-section.tsx";
import { SessionsSection } from "./sessions-section.tsx";

/** Password, second factor and sessions of the signed-in person. */
export function SecurityPage() {
  const { data: me } = useSuspenseQuery(meQuery());
  const { user, secondFactorRequired } = me;
  return (
    <div className="mk-settings mk-settings-narrow">
      {secondFactorRequired ? (
        <Notice tone="amber" title="Your role needs a second factor">
          {user.mfaEnabled
            ? "Confirm it now with a code: sign out and in again."
            : "Set one up below. Until then you can see and change nothing else."}
        </Notice>
      ) : null}
      <SecondFactorSection enabled={user.mfaEnabled} />
      <PasswordSection name={user.name} email={user.email} />
      <SessionsSection />
    </div>
  );
}
