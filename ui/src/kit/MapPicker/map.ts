// The map itself, loaded only when it is opened. Streets are drawn from the town's own plan or from tiles of the town's server, so
// that nobody else learns where residents look.
import L from 'leaflet';
import type { Feature, FeatureCollection, Geometry } from 'geojson';
import './map.scss';

export interface MapPoint {
  lat: number;
  lon: number;
}

export interface MapOptions {
  centre: readonly number[];
  bounds: readonly number[];
  zoomMin: number;
  zoomMax: number;
  attribution: string;
  plan?: FeatureCollection;
  tileUrl?: string;
  point?: MapPoint;
  onmove: (point: MapPoint) => void;
}

export interface TownMap {
  /** Sets the pin without asking `onmove`. */
  show(point: MapPoint | undefined): void;
  /** Moves the pin, in pixels of the screen. */
  nudge(right: number, down: number): void;
  zoom(by: number): void;
  /** Puts the pin into the middle of what is seen. */
  drop(): void;
  remove(): void;
}

const ZOOM_PLACE = 17;
const LABELS_FROM_ZOOM = 15;
const LABELS_MAX = 18;
/** About what a letter of a name takes, in pixels. */
const LABEL_CHAR_PX = 7;
const LABEL_HEIGHT_PX = 22;
/** The zoom buttons' corner. */
const CORNER_PX = { width: 64, height: 116 };

/** Kinds the plan may use; whatever else is drawn by the shape of its geometry. */
function kindOf(feature: Feature): string {
  const kind = (feature.properties as Record<string, unknown> | null)?.kind;
  if (typeof kind === 'string') return kind.replace(/[^a-z0-9-]/gi, '-');
  return feature.geometry.type.includes('Line') ? 'street' : 'building';
}

// What lies below is drawn first.
const ORDER = ['border', 'field', 'forest', 'green', 'park', 'water', 'river', 'square', 'building', 'path', 'rail', 'street', 'main'];
const rank = (feature: Feature) => {
  const at = ORDER.indexOf(kindOf(feature));
  return at < 0 ? ORDER.length : at;
};

/** Draws the town's street plan below everything else. */
export function drawPlan(map: L.Map, plan: FeatureCollection): void {
  const areas = plan.features.filter((feature) => /Line|Polygon/.test(feature.geometry.type)).sort((a, b) => rank(a) - rank(b));
  const lines = areas.filter((feature) => feature.geometry.type.includes('Line'));
  const style = (part: string) => (feature?: Feature<Geometry>) => ({ className: `plan ${part} plan-${feature ? kindOf(feature) : 'street'}` });
  const options = { interactive: false, renderer: L.svg({ padding: 0.4 }) };
  L.geoJSON({ ...plan, features: areas.filter((feature) => !lines.includes(feature)) } as FeatureCollection, { ...options, style: style('area') }).addTo(map);
  // Each street twice: a wide edge below, the bed above, so that crossings join.
  L.geoJSON({ ...plan, features: lines } as FeatureCollection, { ...options, style: style('edge') }).addTo(map);
  L.geoJSON({ ...plan, features: lines } as FeatureCollection, { ...options, style: style('bed') }).addTo(map);
  // Streets are what people look for; names of places and areas take the room that is left.
  labelStreets(map, [...plan.features].sort((a, b) => Number(b.geometry.type === 'LineString') - Number(a.geometry.type === 'LineString')));
}

interface Label {
  name: string;
  at: L.LatLng;
}

function labelsOf(features: Feature[]): Label[] {
  const labels: Label[] = [];
  for (const feature of features) {
    const name = (feature.properties as Record<string, unknown> | null)?.name;
    if (typeof name !== 'string' || name === '') continue;
    const geometry = feature.geometry;
    if (geometry.type === 'LineString') {
      const middle = geometry.coordinates[Math.floor(geometry.coordinates.length / 2)];
      if (middle) labels.push({ name, at: L.latLng(middle[1] ?? 0, middle[0] ?? 0) });
    } else if (geometry.type === 'Point') {
      labels.push({ name, at: L.latLng(geometry.coordinates[1] ?? 0, geometry.coordinates[0] ?? 0) });
    } else if (geometry.type === 'Polygon') {
      labels.push({ name, at: L.polygon((geometry.coordinates[0] ?? []).map(([x, y]) => [y ?? 0, x ?? 0])).getBounds().getCenter() });
    }
  }
  return labels;
}

// As many names as fit without touching, each street once.
function labelStreets(map: L.Map, features: Feature[]): void {
  const labels = labelsOf(features);
  const layer = L.layerGroup().addTo(map);
  const update = () => {
    layer.clearLayers();
    if (map.getZoom() < LABELS_FROM_ZOOM) return;
    const size = map.getSize();
    const placed: L.Point[] = [];
    const named = new Set<string>();
    for (const label of labels) {
      if (placed.length >= LABELS_MAX || named.has(label.name)) continue;
      const at = map.latLngToContainerPoint(label.at);
      if (!fits(at, label.name, size)) continue;
      if (placed.some((other) => Math.abs(other.x - at.x) < 110 && Math.abs(other.y - at.y) < 22)) continue;
      placed.push(at);
      named.add(label.name);
      L.tooltip({ permanent: true, direction: 'center', className: 'plan-name', interactive: false }).setLatLng(label.at).setContent(textNode(label.name)).addTo(layer);
    }
  };
  map.on('zoomend moveend', update);
  update();
}

// Whole, and beside the zoom buttons.
function fits(at: L.Point, name: string, size: L.Point): boolean {
  const right = at.x + (name.length * LABEL_CHAR_PX) / 2;
  const above = at.y - LABEL_HEIGHT_PX / 2;
  if (2 * at.x < right || right > size.x || above < 0 || at.y + LABEL_HEIGHT_PX / 2 > size.y) return false;
  return right < size.x - CORNER_PX.width || above > CORNER_PX.height;
}

function textNode(text: string): HTMLElement {
  const span = document.createElement('span');
  span.textContent = text;
  return span;
}

const PIN = '<svg viewBox="0 0 32 42" width="32" height="42" aria-hidden="true"><path class="pin-body" d="M16 1C7.7 1 1 7.6 1 15.8 1 26.6 16 41 16 41s15-14.4 15-25.2C31 7.6 24.3 1 16 1Z"/><circle class="pin-eye" cx="16" cy="15.5" r="5.5"/></svg>';

export function makeMap(element: HTMLElement, options: MapOptions): TownMap {
  const [south = -90, west = -180, north = 90, east = 180] = options.bounds;
  const bounds = L.latLngBounds([south, west], [north, east]);
  const start = options.point && bounds.contains([options.point.lat, options.point.lon]) ? options.point : undefined;
  const map = L.map(element, {
    center: [start?.lat ?? options.centre[0] ?? 0, start?.lon ?? options.centre[1] ?? 0],
    zoom: Math.min(options.zoomMax, Math.max(options.zoomMin, start ? ZOOM_PLACE : ZOOM_PLACE - 1)),
    minZoom: options.zoomMin,
    maxZoom: options.zoomMax,
    maxBounds: bounds.pad(0.2),
    // Arrow keys move the pin, and the buttons stand outside the map.
    keyboard: false,
    zoomControl: false,
    attributionControl: true,
  });
  map.attributionControl.setPrefix(false);
  if (options.attribution) map.attributionControl.addAttribution(L.Util.template('{text}', { text: escape(options.attribution) }));
  if (options.tileUrl) {
    L.tileLayer(options.tileUrl, { minZoom: options.zoomMin, maxZoom: options.zoomMax, bounds }).addTo(map);
  }
  if (options.plan) drawPlan(map, options.plan);
  const scale = () => element.style.setProperty('--zoom', String(2 ** (map.getZoom() - 16)));
  map.on('zoomend', scale);
  scale();

  let pin: L.Marker | undefined;
  const say = (at: L.LatLng) => options.onmove({ lat: at.lat, lon: at.lng });
  const put = (at: L.LatLng) => {
    if (pin) pin.setLatLng(at);
    else {
      const icon = L.divIcon({ className: 'plan-pin', html: PIN, iconSize: [32, 42], iconAnchor: [16, 41] });
      pin = L.marker(at, { icon, draggable: true, keyboard: false, autoPan: true }).addTo(map);
      pin.on('dragend', () => pin && say(pin.getLatLng()));
    }
  };
  map.on('click', (event) => {
    put(event.latlng);
    say(event.latlng);
  });
  if (options.point) put(L.latLng(options.point.lat, options.point.lon));
  // The box may get its size only after the dialog or route is laid out.
  const observer = new ResizeObserver(() => map.invalidateSize({ pan: false }));
  observer.observe(element);

  return {
    show(point) {
      if (!point) {
        pin?.remove();
        pin = undefined;
        return;
      }
      const at = L.latLng(point.lat, point.lon);
      if (pin?.getLatLng().equals(at, 1e-7)) return;
      put(at);
      // Beyond the town there is nothing to see: the town stays in sight.
      if (bounds.contains(at)) map.setView(at, Math.max(map.getZoom(), ZOOM_PLACE), { animate: false });
      else map.fitBounds(bounds, { animate: false });
    },
    nudge(right, down) {
      if (!pin) return this.drop();
      const at = map.containerPointToLatLng(map.latLngToContainerPoint(pin.getLatLng()).add([right, down]));
      put(at);
      if (!map.getBounds().pad(-0.1).contains(at)) map.panTo(at);
      say(at);
    },
    zoom: (by) => void map.setZoom(map.getZoom() + by),
    drop() {
      put(map.getCenter());
      say(map.getCenter());
    },
    remove() {
      observer.disconnect();
      map.remove();
    },
  };
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);
}
