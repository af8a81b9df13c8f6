import "./app-frame.css";

/** The first stop of the tab key: past the navigation, to the page. */
export function SkipLink() {
  return (
    <a className="mk-skip-link" href="#main">
      Skip to the page
    </a>
  );
}
