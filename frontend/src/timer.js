/** <time data-timer="2026-11-25T10:00:00+00:00">: the minutes since then, each second. */
import { behave } from "./behaviours.js";

function elapsed(since) {
  const seconds = Math.max(0, Math.floor((Date.now() - since) / 1000));
  const pad = (value) => String(value).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${pad(minutes)}:${pad(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${pad(minutes % 60)}:${pad(seconds % 60)}`;
}

behave("[data-timer]", (element) => {
  const since = element.dataset.timer ? Date.parse(element.dataset.timer) : Date.now();
  const show = () => { element.textContent = elapsed(since); };
  show();
  const ticking = setInterval(() => {
    if (element.isConnected) show();
    else clearInterval(ticking);
  }, 1000);
});
