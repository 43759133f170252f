// `cargo xtask load --app` measures with it; nothing is asserted.
import config from './playwright.config';

export default { ...config, testMatch: 'figures.measure.ts', workers: 1 };
