"use client";

import "./auth.css";
import { Button } from "@mantine/core";
import { useState } from "react";
import { beginSingleSignOn } from "@/lib/auth/api.ts";

interface SingleSignOnButtonProps {
  name: string;
  /** Path to come back to. */
  returnTo: string;
  onFailure: (message: string) => void;
}

/** Leads to the organization's own sign-in. */
export function SingleSignOnButton({ name, returnTo, onFailure }: SingleSignOnButtonProps) {
  const [busy, setBusy] = useState(false);
  async function go(): Promise<void> {
    setBusy(true);
    try {
      window.location.assign(await beginSingleSignOn(returnTo));
    } catch {
      setBusy(false);
      onFailure("The server did not answer. Check the connection, then try again.");
    }
  }
  return (
    <>
      <div className="mk-auth-or">or</div>
      <Button variant="default" fullWidth loading={busy} onClick={() => void go()}>
        Continue with {name}
      </Button>
    </>
  );
}
