/**
 * <a href="/page" data-dialog-open="id"> opens <dialog id="id"> in place of the page;
 * [data-dialog-close] closes it. Focus returns to the link, as the browser does itself.
 */
import { behave } from "./behaviours.js";

behave("[data-dialog-open]", (link) => {
  link.setAttribute("aria-haspopup", "dialog");
  link.addEventListener("click", (event) => {
    const dialog = document.getElementById(link.dataset.dialogOpen);
    if (!dialog || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    dialog.showModal();
  });
});

behave("dialog.dialog", (dialog) => {
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-dialog-close]")) dialog.close();
  });
});
