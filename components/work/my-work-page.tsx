"use client";

import "@/components/people/settings.css";
import "./my-work.css";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { NotificationsSection } from "./notifications-section.tsx";
import { TasksSection } from "./tasks-section.tsx";

/** What waits for the signed-in person, and what they were told. */
export function MyWorkPage() {
  return (
    <>
      <PageHeader title="My work" subtitle="What waits for you, and what happened around it." line />
      <div className="mk-settings mk-work">
        <TasksSection />
        <NotificationsSection />
      </div>
    </>
  );
}
