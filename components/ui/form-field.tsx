import "./form-shell.css";
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
  return (
    <fieldset className="mk-form-section">
      <legend>{title}</legend>
      {help === undefined ? null : <p>{help}</p>}
      {children}
    </fieldset>
  );
}

/** Two short fields side by side where there is room. */
export function FormRow({ children }: { children: ReactNode }) {
  return <div className="mk-form-row">{children}</div>;
}
