import "./skeletons.css";

const widths = ["92%", "78%", "85%", "64%", "88%", "71%"];

export function Bone({ width = "100%", height = 12 }: { width?: string | number; height?: number }) {
  return <span className="mk-bone" style={{ width, height }} aria-hidden />;
}

/** Lines of text that are on their way. */
export function TextSkeleton({ lines = 3 }: { lines?: number }) {
  return (
    <div className="mk-bones" role="status" aria-label="Loading">
      {Array.from({ length: lines }, (_, line) => (
        <Bone key={line} width={widths[line % widths.length] ?? "80%"} />
      ))}
    </div>
  );
}

/** A whole page on its way: breadcrumb, title, strip, text. For `loading.tsx`. */
export function PageSkeleton() {
  return (
    <div className="mk-bones-page" role="status" aria-label="Loading">
      <Bone width={160} />
      <Bone width={280} height={24} />
      <Bone height={64} />
      <div className="mk-bones">
        {widths.map((width) => (
          <Bone key={width} width={width} />
        ))}
      </div>
    </div>
  );
}
