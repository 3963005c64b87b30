/** Choosing a place by a click, or by the arrows and Enter at the cross in the middle. */
import { drawPoint } from "./layers.js";

/* Six decimals are about ten centimetres: more would only pretend. */
const DECIMALS = 6;
const POINT_ZOOM = 14;

class Placing {
  constructor(map, element) {
    const { latField, lonField, placedName, placedNotice, status } = element.dataset;
    this.map = map;
    this.lat = document.getElementById(latField);
    this.lon = document.getElementById(lonField);
    this.name = placedName;
    this.notice = placedNotice;
    this.status = document.getElementById(status);
  }

  start() {
    this.showFields();
    if (this.point) this.map.setView(this.point.getLatLng(), POINT_ZOOM, { animate: false });
    this.map.on("click", ({ latlng }) => this.place(latlng));
    for (const field of [this.lat, this.lon]) {
      field.addEventListener("change", () => this.showFields());
    }
    const container = this.map.getContainer();
    const cross = document.createElement("div");
    cross.className = "map-cross";
    container.append(cross);
    container.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target !== container) return;
      event.preventDefault();
      this.place(this.map.getCenter());
    });
  }

  showFields() {
    const [lat, lon] = [this.lat, this.lon].map((field) => Number.parseFloat(field.value.replace(",", ".")));
    if (Number.isFinite(lat) && Number.isFinite(lon)) {
      this.show(lat, lon);
      if (!this.map.getBounds().contains([lat, lon])) this.map.setView([lat, lon], POINT_ZOOM, { animate: false });
    } else this.point?.remove();
  }

  show(lat, lon) {
    this.point?.remove();
    this.point = drawPoint(this.map, { lat, lon, name: this.name, kind: "placed" });
  }

  place({ lat, lng }) {
    this.lat.value = lat.toFixed(DECIMALS);
    this.lon.value = lng.toFixed(DECIMALS);
    this.show(lat, lng);
    if (this.status) this.status.textContent = this.notice;
    this.lat.dispatchEvent(new Event("change", { bubbles: true }));
    this.lon.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

export function letPlace(map, element) {
  new Placing(map, element).start();
}
