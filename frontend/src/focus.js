/** [data-focus]: takes the focus when it appears (a list of errors, a spoken script). */
import { behave } from "./behaviours.js";

behave("[data-focus]", (element) => element.focus());
