import "./person.css";

/** First letters of the first and the last word of a name, upper case; of an e-mail its first two letters. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/[\s._-]+/u)
    .filter(Boolean);
  const first = words[0] ?? "?";
  const last = words.length > 1 ? words[words.length - 1] : undefined;
  const letters = last === undefined ? [...first].slice(0, name.includes("@") ? 2 : 1) : [[...first][0], [...last][0]];
  return letters.join("").toUpperCase();
}

export function Avatar({ name, size = "normal" }: { name: string; size?: "small" | "normal" | "large" }) {
  return (
    <span className="mk-avatar" data-size={size} aria-hidden>
      {initials(name)}
    </span>
  );
}

/** A person as initials and name. `name` null means nobody: then `none` is said in words. */
export function Person({
  name,
  none = "Nobody",
  size = "small",
}: {
  name: string | null;
  none?: string;
  size?: "small" | "normal";
}) {
  if (name === null) return <span className="mk-3">{none}</span>;
  return (
    <span className="mk-person">
      <Avatar name={name} size={size} />
      <span>{name}</span>
    </span>
  );
}
