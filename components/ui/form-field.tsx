import "./form-shell.css";
import { useId } from "react";
import type { ReactNode } from "react";

/** A label that says what may be left out: `label={<OptionalLabel>Team</OptionalLabel>}`. */
export function OptionalLabel({ children }: { children: ReactNode }) {
  return (
    <>
      {children} <span className="mk-optional">optional</span>
    </>
  );
}

/** A group of fields with a heading and a sentence about it. */
export function FormSection({ title, help, children }: { title: string; help?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <div className="mk-form-section" role="group" aria-labelledby={id}>
      <div>
        <h2 id={id}>{title}</h2>
        {help === undefined ? null : <p>{help}</p>}
      </div>
      {children}
    </div>
  );
}

/** Two short fields side by side where there is room. */
export function FormRow({ children }: { children: ReactNode }) {
  return <div className="mk-form-row">{children}</div>;
}
