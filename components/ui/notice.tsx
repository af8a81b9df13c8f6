import "./notice.css";
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";

export type NoticeTone = "red" | "amber" | "green" | "blue";

const icons: Record<NoticeTone, ReactNode> = {
  red: <IconCircleX aria-hidden />,
  amber: <IconAlertTriangle aria-hidden />,
  green: <IconCircleCheck aria-hidden />,
  blue: <IconInfoCircle aria-hidden />,
};

interface NoticeProps {
  tone?: NoticeTone;
  title?: string;
  action?: ReactNode;
  children?: ReactNode;
  /** True when it appears while the page is open: then it is read out at once. */
  live?: boolean;
}

/** A message inside a page: what is the case, what it means, and at most one action. */
export function Notice({ tone = "blue", title, action, children, live = false }: NoticeProps) {
  return (
    <div className="mk-notice" data-tone={tone} {...(live ? { role: tone === "red" ? "alert" : "status" } : {})}>
      {icons[tone]}
      <div className="mk-notice-body">
        {title === undefined ? null : <strong>{title}</strong>}
        {children}
      </div>
      {action === undefined ? null : <div className="mk-notice-action">{action}</div>}
    </div>
  );
}
