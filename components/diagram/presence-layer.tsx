import { useStore, ViewportPortal } from "@xyflow/react";
import { memo } from "react";
import { rectIn, type Scene } from "@/lib/graph/edit/scene.ts";
import type { Person } from "./editor-types.ts";

/** Colours of people repeat after this many. */
export const PERSON_COLOURS = 8;

const zoomOf = (state: { transform: [number, number, number] }): number => state.transform[2];

/** Cursors of others and outlines of what they have selected, above the drawing; the drawing itself is not drawn again. */
export const PresenceLayer = memo(function PresenceLayer({
  people,
  scene,
}: {
  people: readonly Person[];
  scene: Scene;
}) {
  const zoom = useStore(zoomOf);
  return (
    <ViewportPortal>
      <div className="mk-presence" aria-hidden>
        {people.flatMap((person) =>
          person.selection.map((id) => {
            const rect = rectIn(scene, id);
            if (rect === undefined) return null;
            return (
              <span
                key={`${person.id} ${id}`}
                className="mk-presence-outline"
                data-person={person.colour % PERSON_COLOURS}
                data-element={scene.elements.has(id) || undefined}
                style={{ left: rect.x - 4, top: rect.y - 4, width: rect.width + 8, height: rect.height + 8 }}
              />
            );
          }),
        )}
        {people.map(({ id, initials, colour, cursor }) =>
          cursor === null ? null : (
            <span
              key={id}
              className="mk-cursor"
              data-person={colour % PERSON_COLOURS}
              style={{ transform: `translate(${cursor.x}px, ${cursor.y}px)` }}
            >
              <span className="mk-cursor-face" style={{ transform: `scale(${1 / zoom})` }}>
                <svg width="16" height="18" viewBox="0 0 16 18">
                  <path d="M2 1.5 14 8.4 8.4 9.9 5.6 15.4Z" />
                </svg>
                <span>{initials}</span>
              </span>
            </span>
          ),
        )}
      </div>
    </ViewportPortal>
  );
});
