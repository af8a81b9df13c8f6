/** What browsers have and jsdom lacks, as far as the component library asks for it. */

globalThis.IS_REACT_ACT_ENVIRONMENT = true;

const silentQuery = (media) => ({
  media,
  matches: false,
  onchange: null,
  addListener: () => {},
  removeListener: () => {},
  addEventListener: () => {},
  removeEventListener: () => {},
  dispatchEvent: () => false,
});

class SilentResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

window.matchMedia ??= silentQuery;
window.ResizeObserver ??= SilentResizeObserver;
window.HTMLElement.prototype.scrollIntoView ??= () => {};
if (!document.fonts) Object.defineProperty(document, "fonts", { value: new EventTarget() });
