// The app's host: the only file of the UI that may import @tauri-apps/*.
import type { Host } from './index';

export function appHost(): Promise<Host> {
  return Promise.reject(new Error('the shell is not connected yet'));
}
