"use client";

import { signOut } from "next-auth/react";
import { useQueryClient } from "@tanstack/react-query";
import { AppFrame } from "./app-frame.tsx";
import type { AppFrameProps } from "./app-frame.tsx";
import { useLiveEvents } from "./live-events/use-live-events.ts";

/** AppFrame for a signed-in person: listens to live events and knows how to sign out. All its props can come from a server layout. */
export function SignedInFrame(props: Omit<AppFrameProps, "onSignOut">) {
  useLiveEvents();
  const queryClient = useQueryClient();
  const leave = async () => {
    queryClient.clear();
    await signOut({ callbackUrl: "/sign-in" });
  };
  return <AppFrame {...props} onSignOut={() => void leave()} />;
}
