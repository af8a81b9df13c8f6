"use client";

import "./dialog.css";
import { Button, Modal } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";

/** The address a click would open in this tab, or null when the click is none of our business. */
export function leavingAddress(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0) return null;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.hasAttribute("download")) return null;
  if (link.target !== "" && link.target !== "_self") return null;
  const samePage = link.origin === location.origin && link.pathname === location.pathname && link.hash !== "";
  return samePage ? null : link.href;
}

interface NavigateLike extends Event {
  navigationType: string;
  cancelable: boolean;
  destination: { key: string };
}

function holdTab(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

/** Back and forward can be held only where the browser has the Navigation API; elsewhere they pass. */
function holdHistory(onHeld: (go: () => void) => void): () => void {
  const navigation: unknown = "navigation" in window ? window.navigation : undefined;
  if (!(navigation instanceof EventTarget)) return () => undefined;
  const listener = (event: Event) => {
    const { navigationType, cancelable, destination } = event as NavigateLike;
    if (navigationType !== "traverse" || !cancelable) return;
    event.preventDefault();
    onHeld(() => {
      const traverse: unknown = Reflect.get(navigation, "traverseTo");
      if (typeof traverse === "function") Reflect.apply(traverse, navigation, [destination.key]);
    });
  };
  navigation.addEventListener("navigate", listener);
  return () => navigation.removeEventListener("navigate", listener);
}

interface LeaveDialogProps {
  opened: boolean;
  onStay: () => void;
  onLeave: () => void;
}

/** The question itself, for those who leave by a button of their own. */
export function LeaveDialog({ opened, onStay, onLeave }: LeaveDialogProps) {
  return (
    <Modal opened={opened} onClose={onStay} title="Leave without saving?" withCloseButton={false}>
      <p className="mk-dialog-text">What you changed on this page has not been saved and will be lost.</p>
      <div className="mk-dialog-actions">
        <Button variant="default" onClick={onLeave}>
          Leave and lose changes
        </Button>
        <Button onClick={onStay} data-autofocus>
          Stay on this page
        </Button>
      </div>
    </Modal>
  );
}

/** While `when` holds, leaving the page by link, back button or closed tab asks first. */
export function UnsavedChangesGuard({ when }: { when: boolean }) {
  const router = useRouter();
  const [leave, setLeave] = useState<(() => void) | null>(null);
  const [released, setReleased] = useState(false);
  const guarding = when && !released;
  useEffect(() => {
    if (!guarding) return undefined;
    const hold = (event: MouseEvent) => {
      const address = leavingAddress(event);
      if (address === null) return;
      event.preventDefault();
      event.stopPropagation();
      const { origin, pathname, search, hash } = new URL(address);
      const inside = origin === location.origin;
      setLeave(() => () => (inside ? router.push(pathname + search + hash) : location.assign(address)));
    };
    window.addEventListener("beforeunload", holdTab);
    document.addEventListener("click", hold, true);
    const releaseHistory = holdHistory((go) => setLeave(() => go));
    return () => {
      window.removeEventListener("beforeunload", holdTab);
      document.removeEventListener("click", hold, true);
      releaseHistory();
    };
  }, [guarding, router]);
  useEffect(() => {
    if (released) leave?.();
  }, [released, leave]);
  return (
    <LeaveDialog opened={leave !== null && !released} onStay={() => setLeave(null)} onLeave={() => setReleased(true)} />
  );
}
