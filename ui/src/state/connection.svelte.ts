// Whether the device believes it is connected. A hint only: a request says more.
export const connection = $state({ online: navigator.onLine });

window.addEventListener('online', () => (connection.online = true));
window.addEventListener('offline', () => (connection.online = false));
