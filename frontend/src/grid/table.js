/** The table of the page, which the grid hides, is brought up to date: it is what is printed. */
export async function refreshTable() {
  const answer = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("agenda-table");
  if (fresh) document.getElementById("agenda-table")?.replaceWith(fresh);
}
