/**
 * A part of the page could not be fetched. When a new version has been put in place while this page was open, its
 * parts are gone and the page is loaded anew. Without a network, or with the same version, what stands here stays.
 */
export async function loadNewerBuild(): Promise<void> {
  try {
    const page = await fetch(location.pathname, { headers: { Accept: 'text/html' }, cache: 'no-store' })
    if (page.ok && !(await page.text()).includes(`src="${ownScript()}"`)) location.reload()
  } catch {
    // not to be reached: whoever asked for the part says so
  }
}

function ownScript(): string {
  return document.querySelector('script[type="module"][src]')?.getAttribute('src') ?? ''
}
