import "./app-frame.css";
import type { ReactNode } from "react";
import { SealMark } from "@/components/ui/seal-mark.tsx";
import type { SealState } from "@/components/ui/seal-mark.tsx";

/** The last word on the trail, for the foot of the rail: "Sealed 2 s ago", "Witnessed by 2 of 2". */
export function TrailHealth({ state, title, detail }: { state: SealState; title: ReactNode; detail: ReactNode }) {
  return (
    <div className="mk-trail-health">
      <SealMark state={state} />
      <div>
        <strong>{title}</strong>
        {detail}
      </div>
    </div>
  );
}
