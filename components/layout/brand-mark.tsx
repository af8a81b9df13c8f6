/** The mark of the product: a keep, with what it keeps inside. */
export function BrandMark({ size = 20 }: { size?: number }) {
  return (
    <svg className="mk-brand-mark" width={size} height={size} viewBox="0 0 20 20" aria-hidden>
      <path
        d="M2 18V3.5h3.2V6h2.9V3.5h3.8V6h2.9V3.5H18V18H2Z"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.7"
        strokeLinejoin="round"
      />
      <rect x="7.4" y="10" width="5.2" height="4.6" rx="1" fill="var(--accent)" />
    </svg>
  );
}
