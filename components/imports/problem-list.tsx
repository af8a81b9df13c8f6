import "./imports.css";
import { IconAlertTriangle, IconCircleX, IconInfoCircle } from "@tabler/icons-react";

type Problem = { severity?: "error" | "warning" | "info"; path: string; line?: number | undefined; message: string };

const icons = { error: IconCircleX, warning: IconAlertTriangle, info: IconInfoCircle } as const;
const said = { error: "Error", warning: "Warning", info: "Note" } as const;

function placeWords(path: string, line: number | undefined): string {
  if (line === undefined || (line === 1 && (path === "" || path.startsWith("/")))) return "";
  return path === "" || path.startsWith("/") ? ` Line ${line}.` : ` “${path}”, line ${line}.`;
}

/** What the reader of a file has to say, line by line. */
export function ProblemList({ problems }: { problems: readonly Problem[] }) {
  return (
    <ul className="mk-problems">
      {problems.map(({ severity = "error", path, line, message }, index) => {
        const Icon = icons[severity];
        return (
          <li key={index} data-severity={severity}>
            <Icon aria-hidden />
            <span>
              <span className="mk-visually-hidden">{said[severity]}: </span>
              {message}
              <span className="mk-3">{placeWords(path, line)}</span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
