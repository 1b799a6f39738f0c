const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\]|::1)$/i;

/** Whether all hosts of `host:port,host:port` or of a URL are this machine's own loopback. */
export function isLoopback(address: string): boolean {
  const hosts = address.replace(/^[a-z+]+:\/\/(?:[^@/]*@)?/i, '').replace(/[/?].*$/, '');
  return hosts.split(',').every((host) => loopback.test(host.replace(/:\d+$/, '')));
}
