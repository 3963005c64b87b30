/** Entry of every page: htmx first, then the small behaviours. */
import "./requests.js";
import { startBehaviours } from "./behaviours.js";
import "./autosave.js";
import "./call.js";
import "./combobox.js";
import "./dialog.js";
import "./focus.js";
import "./half_days.js";
import "./lazy.js";
import "./menu.js";
import "./places.js";
import "./sector_editor.js";
import "./print.js";
import "./shortcuts.js";
import "./timer.js";

startBehaviours();
