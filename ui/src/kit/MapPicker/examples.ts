import { examplesOf } from '../example';
import type { FeatureCollection } from 'geojson';
import MapPicker from './MapPicker.svelte';

const street = (name: string, coordinates: number[][]) => ({ type: 'Feature' as const, properties: { kind: 'street', name }, geometry: { type: 'LineString' as const, coordinates } });
const plan: FeatureCollection = {
  type: 'FeatureCollection',
  features: [street('Main Street', [[11.85, 52.459], [11.855, 52.46], [11.86, 52.4605]]), street('Mill Lane', [[11.855, 52.457], [11.855, 52.463]])],
};

export default examplesOf(MapPicker, [
  {
    name: 'street plan',
    props: {
      settings: { kind: 'plan', centre: [52.46, 11.855], bounds: [52.44, 11.82, 52.48, 11.89], zoom_min: 12, zoom_max: 18, attribution: 'Example town' },
      point: { lat: 52.46, lon: 11.855 },
      loadPlan: () => Promise.resolve(plan),
      onmove: () => undefined,
    },
  },
]);
