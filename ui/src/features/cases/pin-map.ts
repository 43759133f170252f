// The clerk's map: the town's plan with many pins; it asks for what is in sight.
import L from 'leaflet';
import type { FeatureCollection } from 'geojson';
import { mount, unmount, type Component } from 'svelte';
import type { Status } from '../../api';
import type { Pin } from '../../api/desk';
import { drawPlan } from '../../kit/MapPicker/map';
import PinMark from './PinMark.svelte';

export interface Area {
  south: number;
  west: number;
  north: number;
  east: number;
}

interface Settings {
  centre: readonly number[];
  bounds: readonly number[];
  zoom_min: number;
  zoom_max: number;
  attribution: string;
}

export interface PinMap {
  pins(pins: readonly Pin[]): void;
  choose(id: string | undefined): void;
  zoom(by: number): void;
  pan(right: number, down: number): void;
  remove(): void;
}

interface Options {
  settings: Settings;
  plan?: FeatureCollection;
  tileUrl?: string;
  iconOf: (category: string) => Component<{ size?: number; 'aria-hidden'?: 'true' }>;
  onarea: (area: Area) => void;
  onpick: (id: string) => void;
}

const TALL_PX = 34;

function marker(pin: Pin, options: Options): { marker: L.Marker; remove: () => void } {
  const element = document.createElement('div');
  const mark = mount(PinMark, { target: element, props: { icon: options.iconOf(pin.category), status: pin.status satisfies Status } });
  const icon = L.divIcon({ className: 'case-pin', html: element, iconSize: [TALL_PX, TALL_PX], iconAnchor: [0, TALL_PX] });
  // The list beside the map is the way for keyboards and screen readers.
  const made = L.marker([pin.lat, pin.lon], { icon, keyboard: false, pane: 'cases', title: pin.number }).on('click', () => options.onpick(pin.id));
  return { marker: made, remove: () => void unmount(mark) };
}

export function makePinMap(element: HTMLElement, options: Options): PinMap {
  const { settings } = options;
  const [south = -90, west = -180, north = 90, east = 180] = settings.bounds;
  const bounds = L.latLngBounds([south, west], [north, east]);
  const map = L.map(element, { minZoom: settings.zoom_min, maxZoom: settings.zoom_max, maxBounds: bounds.pad(0.2), keyboard: false, zoomControl: false });
  // Cases stand above the names of streets (the tooltips' pane has 650).
  map.createPane('cases').style.zIndex = '660';
  map.attributionControl.setPrefix(false);
  const note = document.createElement('span');
  note.textContent = settings.attribution;
  if (settings.attribution) map.attributionControl.addAttribution(note.innerHTML);
  if (options.tileUrl) L.tileLayer(options.tileUrl, { minZoom: settings.zoom_min, maxZoom: settings.zoom_max, bounds }).addTo(map);
  const scale = () => element.style.setProperty('--zoom', String(2 ** (map.getZoom() - 16)));
  map.on('zoomend', scale);
  map.setView([settings.centre[0] ?? 0, settings.centre[1] ?? 0], Math.min(settings.zoom_max, settings.zoom_min + 2));
  scale();
  if (options.plan) drawPlan(map, options.plan);

  const shown = new Map<string, ReturnType<typeof marker>>();
  let chosen: string | undefined;
  const highlight = (id: string | undefined, on: boolean) => {
    const found = id === undefined ? undefined : shown.get(id)?.marker;
    found?.getElement()?.classList.toggle('chosen', on);
    found?.setZIndexOffset(on ? 1000 : 0);
  };
  const say = () => {
    const seen = map.getBounds();
    options.onarea({ south: seen.getSouth(), west: seen.getWest(), north: seen.getNorth(), east: seen.getEast() });
  };
  map.on('moveend', say);
  const observer = new ResizeObserver(() => {
    map.invalidateSize({ pan: false });
    say();
  });
  observer.observe(element);

  return {
    pins(pins) {
      for (const old of shown.values()) {
        old.marker.remove();
        old.remove();
      }
      shown.clear();
      for (const pin of pins) {
        const made = marker(pin, options);
        made.marker.addTo(map);
        shown.set(pin.id, made);
      }
      highlight(chosen, true);
    },
    choose(id) {
      highlight(chosen, false);
      chosen = id;
      highlight(id, true);
    },
    zoom: (by) => void map.setZoom(map.getZoom() + by),
    pan: (right, down) => void map.panBy([right, down]),
    remove() {
      observer.disconnect();
      for (const old of shown.values()) old.remove();
      map.remove();
    },
  };
}
