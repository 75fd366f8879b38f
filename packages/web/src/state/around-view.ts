/**
 * For an IntersectionObserver: what is in view, and that much above and below. The window scrolls on a phone, the
 * pane on a wide screen: a pane that does not scroll, taken as the root, would count everything in it as in view.
 */
export function aroundView(distance: string): IntersectionObserverInit & { scrollMargin: string } {
  return { scrollMargin: `${distance} 0px` }
}
